package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * An object as a document: in {@code spec} what was declared of it, in {@code status} the rest. A
 * document of it can be applied again. Pure.
 */
public final class ObjectDocument {
  private static final String API_VERSION = "podspan.io/v1";

  /** Origin of a cluster's values that were not found but said. */
  private static final String SAID = "said at registration";

  /** The fields that an interconnect may be declared with. */
  public static final List<String> OF_INTERCONNECTS =
      List.of(
          "clusters",
          "reflectors",
          "podSourceAddress",
          "peersBy",
          "serviceAddresses",
          "rollout",
          "onDrift");

  private static final Set<String> NOT_IN_STATUS = Set.of("name", "spec");

  private ObjectDocument() {}

  public static ObjectNode of(PeeringObjects.Stored stored) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", API_VERSION).put("kind", stored.kind().title());
    ObjectNode metadata = document.putObject("metadata").put("name", stored.name());
    if (!stored.version().isEmpty()) {
      metadata.put("resourceVersion", stored.version());
    }
    ObjectNode spec = spec(stored.kind(), stored.body());
    document.set("spec", spec);
    ObjectNode status = document.putObject("status");
    for (var field : stored.body().properties()) {
      if (!spec.has(field.getKey()) && !NOT_IN_STATUS.contains(field.getKey())) {
        status.set(field.getKey(), field.getValue());
      }
    }
    return document;
  }

  /** Several as one document. */
  public static ObjectNode list(List<PeeringObjects.Stored> all) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", API_VERSION).put("kind", "List");
    ArrayNode items = list.putArray("items");
    all.forEach(stored -> items.add(of(stored)));
    return list;
  }

  /** As an editor shows it: what can be declared, and nothing else. */
  public static ObjectNode declared(PeeringObjects.Stored stored) {
    return of(stored).without("status");
  }

  /** What was declared of it. */
  public static ObjectNode spec(Kind kind, JsonNode object) {
    return switch (kind) {
      case CLUSTER -> cluster(object);
      case REFLECTOR ->
          object.path("spec") instanceof ObjectNode said
              ? said.deepCopy().without("name")
              : fields(
                  object, List.of("address", "port", "asn", "runs", "keyFile", "authSecretRef"));
      case INTERCONNECT -> fields(object, OF_INTERCONNECTS);
      case ROLLOUT -> fields(object, List.of("interconnect", "cluster", "direction"));
    };
  }

  /** Whether {@link #spec} has all that a spec may say: a later release may know more fields. */
  public static boolean knows(Kind kind, ObjectNode spec) {
    return kind != Kind.INTERCONNECT
        || spec.properties().stream().allMatch(field -> OF_INTERCONNECTS.contains(field.getKey()));
  }

  /** What was found of a cluster is found again, and is no part of what was declared. */
  private static ObjectNode cluster(JsonNode cluster) {
    if (cluster.path("spec") instanceof ObjectNode said) {
      return said.deepCopy().without("name");
    }
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    ObjectNode access = fields(cluster.path("access"), List.of("kubeconfig", "context"));
    spec.set("access", access);
    JsonNode origins = cluster.path("origins");
    for (String field : List.of("asn", "podCidrs", "serviceCidrs")) {
      if (origins.path(field).asText().equals(SAID)) {
        spec.set(field, cluster.path(field));
      }
    }
    return spec;
  }

  private static ObjectNode fields(JsonNode object, List<String> names) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      if (object.hasNonNull(name)) {
        fields.set(name, object.path(name));
      }
    }
    return fields;
  }
}

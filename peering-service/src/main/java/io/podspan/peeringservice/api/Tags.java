package io.podspan.peeringservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.servicekit.conditional.ResourceTag;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of what is kept. Each field of an intent counts, also one that is added tomorrow. */
final class Tags {
  /** What no change sets. */
  private static final Set<String> NOT_SET = Set.of("name", "dryRun");

  private static final JsonMapper JSON = new JsonMapper();

  private Tags() {}

  static ResourceTag of(KnownCluster cluster) {
    return ResourceTag.of(cluster.registeredAt(), fields(ClusterBody.of(cluster.said())));
  }

  static ResourceTag of(DeclaredReflector reflector) {
    return ResourceTag.of(
        reflector.declaredAt(), fields(DeclaredReflectorBody.of(reflector.said())));
  }

  static @Nullable ResourceTag ofReflector(@Nullable DeclaredReflector reflector) {
    return reflector == null ? null : of(reflector);
  }

  static ResourceTag of(Interconnect interconnect) {
    return ResourceTag.of(interconnect.declaredAt(), fields(InterconnectBody.of(interconnect)));
  }

  static @Nullable ResourceTag ofCluster(@Nullable KnownCluster cluster) {
    return cluster == null ? null : of(cluster);
  }

  static @Nullable ResourceTag ofInterconnect(@Nullable Interconnect interconnect) {
    return interconnect == null ? null : of(interconnect);
  }

  /** Of the body that asks for it: a refusal shows fields and values as callers write them. */
  private static SequencedMap<String, String> fields(Record body) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    JsonNode values = JSON.valueToTree(body);
    for (RecordComponent component : body.getClass().getRecordComponents()) {
      String name = component.getName();
      if (!NOT_SET.contains(name)) {
        fields.put(name, shown(values.path(name)));
      }
    }
    return fields;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty())) {
      return "";
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}

package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.text.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects that peering-service keeps, over its REST API. */
public final class PeeringObjects {
  private static final int NOT_FOUND = 404;

  private final Api peering;

  public PeeringObjects(Api peering) {
    this.peering = peering;
  }

  /**
   * An object as it is.
   *
   * @param version what its entity tag quotes; empty where it has none
   */
  public record Stored(Kind kind, JsonNode body, String version) {
    public String name() {
      return body.path(kind == Kind.ROLLOUT ? "id" : "name").asText();
    }
  }

  /** All of a kind: {@code items}, page after page. */
  public ObjectNode all(Kind kind) {
    return all(kind, Selection.ALL);
  }

  private ObjectNode all(Kind kind, Selection selection) {
    ArrayNode items = peering.list(kind.path() + selection.query());
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.set("items", items);
    return all.put("total", items.size());
  }

  /** All of a kind, one by one; without their entity tags. */
  public List<Stored> each(Kind kind) {
    return each(kind, Selection.ALL);
  }

  /** Those of a kind that are selected, in the order of the selection. */
  public List<Stored> each(Kind kind, Selection selection) {
    List<Stored> each = new ArrayList<>();
    all(kind, selection).path("items").forEach(body -> each.add(new Stored(kind, body, "")));
    return each;
  }

  /** Those that a command line means, in its order. */
  public List<Stored> meant(List<ObjectNames.Meant> meant) {
    List<Stored> all = new ArrayList<>();
    for (ObjectNames.Meant each : meant) {
      if (each.name().isPresent()) {
        all.add(one(each.kind(), each.name().get()));
      } else {
        all.addAll(each(each.kind()));
      }
    }
    return all;
  }

  /**
   * @throws ProblemException when there is none, among others
   */
  public Stored one(Kind kind, String name) {
    Api.Answer answer = peering.read(path(kind, name));
    return new Stored(kind, answer.body(), EntityTag.version(answer.entityTag()));
  }

  /** Empty where there is none of this name. */
  public Optional<Stored> find(Kind kind, String name) {
    try {
      return Optional.of(one(kind, name));
    } catch (ProblemException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * What is wanted of an object.
   *
   * @param spec the fields of the REST body without the name
   * @param version that it must still have; empty: any
   */
  public record Wanted(JsonNode spec, String version) {}

  /** Creates or replaces it: the object as it is now. */
  public JsonNode put(Kind kind, String name, Wanted wanted) {
    return peering.put(path(kind, name), wanted.spec(), EntityTag.header(wanted.version())).body();
  }

  /** The object as it would be. Nothing is changed. */
  public JsonNode wouldBe(Kind kind, String name, Wanted wanted) {
    return peering
        .put(path(kind, name) + "?dryRun=true", wanted.spec(), EntityTag.header(wanted.version()))
        .body();
  }

  /** The answer's body; missing when it has none. */
  public JsonNode delete(Kind kind, String name) {
    return delete(kind, name, false);
  }

  /**
   * @param force lets an interconnect go at once; the answer lists what is left of it
   */
  public JsonNode delete(Kind kind, String name, boolean force) {
    return peering.delete(path(kind, name) + (force ? "?force=true" : ""));
  }

  private static String path(Kind kind, String name) {
    return kind.path() + "/" + Answers.segment(name);
  }
}

package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The three kinds of PATCH bodies that the lab understands. */
final class Patch {
  /** Lists of objects that a strategic merge joins by name. It replaces all others. */
  private static final Set<String> MERGED_BY_NAME =
      Set.of("containers", "initContainers", "env", "volumes");

  private Patch() {}

  /** How a patch's body is read. */
  enum Kind {
    JSON("application/json-patch+json"),
    MERGE("application/merge-patch+json"),
    STRATEGIC("application/strategic-merge-patch+json");

    private final String mediaType;

    Kind(String mediaType) {
      this.mediaType = mediaType;
    }

    /**
     * @throws ApiException 415 when this type cannot be patched so
     */
    static Kind of(String contentType, ResourceType type) {
      String asked = contentType.split(";")[0].trim();
      List<Kind> accepted =
          type.isCustom() ? List.of(JSON, MERGE) : List.of(JSON, MERGE, STRATEGIC);
      return accepted.stream()
          .filter(kind -> kind.mediaType.equals(asked))
          .findFirst()
          .orElseThrow(
              () ->
                  ApiException.unsupportedPatch(
                      accepted.stream()
                          .map(kind -> kind.mediaType)
                          .collect(Collectors.joining(", "))));
    }
  }

  /**
   * Applies a patch to a copy of the object.
   *
   * @throws ApiException 400 malformed, 422 a {@code test} failed
   */
  static ObjectNode apply(Kind kind, ObjectNode object, JsonNode patch) {
    JsonNode patched =
        switch (kind) {
          case JSON -> JsonPatch.apply(object, patch);
          case MERGE -> merge(object.deepCopy(), patch);
          case STRATEGIC -> strategic(object.deepCopy(), patch);
        };
    if (patched instanceof ObjectNode result) {
      return result;
    }
    throw ApiException.badRequest("the patch leaves no object");
  }

  /** RFC 7386 section 2. */
  private static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result = target instanceof ObjectNode object ? object : Json.object();
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                result.remove(change.getKey());
              } else {
                result.set(change.getKey(), merge(result.path(change.getKey()), change.getValue()));
              }
            });
    return result;
  }

  private static JsonNode strategic(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result = target instanceof ObjectNode object ? object : Json.object();
    if (changes.path("$patch").asText().equals("replace")) {
      ObjectNode replacement = changes.deepCopy();
      replacement.remove("$patch");
      return replacement;
    }
    for (var change : changes.properties()) {
      String name = change.getKey();
      JsonNode value = change.getValue();
      if (name.startsWith("$")) {
        // Directives about the order of lists ($setElementOrder/..., $retainKeys) change no value.
        continue;
      }
      if (value.isNull()) {
        result.remove(name);
      } else if (MERGED_BY_NAME.contains(name)
          && value instanceof ArrayNode elements
          && result.path(name) instanceof ArrayNode existing) {
        mergeByName(existing, elements);
      } else {
        result.set(name, strategic(result.path(name), value));
      }
    }
    return result;
  }

  private static void mergeByName(ArrayNode existing, ArrayNode elements) {
    for (JsonNode element : elements) {
      int at = indexOf(existing, element.path("name").asText());
      if (element.path("$patch").asText().equals("delete")) {
        if (at >= 0) {
          existing.remove(at);
        }
      } else if (at >= 0) {
        existing.set(at, strategic(existing.get(at), element));
      } else {
        existing.add(element);
      }
    }
  }

  private static int indexOf(ArrayNode list, String name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path("name").asText().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}

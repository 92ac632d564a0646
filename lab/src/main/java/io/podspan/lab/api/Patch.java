package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** The three kinds of PATCH bodies that the lab understands. */
final class Patch {
  /** Lists of objects that a strategic merge joins by name. It replaces all others. */
  private static final Set<String> MERGED_BY_NAME =
      Set.of("containers", "initContainers", "env", "volumes");

  private Patch() {}

  /**
   * Applies a patch to a copy of the object.
   *
   * @throws ApiException 400 malformed, 415 unknown type, 422 a {@code test} failed
   */
  static ObjectNode apply(String contentType, ObjectNode object, JsonNode patch) {
    String type = contentType.split(";")[0].trim();
    JsonNode patched =
        switch (type) {
          case "application/json-patch+json" -> JsonPatch.apply(object, patch);
          case "application/merge-patch+json" -> merge(object.deepCopy(), patch);
          case "application/strategic-merge-patch+json" -> strategic(object.deepCopy(), patch);
          default -> throw ApiException.unsupportedPatch(type);
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

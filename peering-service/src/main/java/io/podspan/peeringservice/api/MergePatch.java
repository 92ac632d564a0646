package io.podspan.peeringservice.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7386): what is named is replaced, null takes away, the rest stays. */
final class MergePatch {
  static final String MEDIA_TYPE = "application/merge-patch+json";

  private MergePatch() {}

  /** The document with the patch applied to it. Both stay as they are. */
  static JsonNode applied(JsonNode document, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result =
        document.isObject() ? document.deepCopy() : JsonNodeFactory.instance.objectNode();
    patch
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isNull()) {
                result.remove(field.getKey());
              } else {
                result.set(field.getKey(), applied(result.path(field.getKey()), field.getValue()));
              }
            });
    return result;
  }
}

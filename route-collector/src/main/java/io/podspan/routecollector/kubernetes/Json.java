package io.podspan.routecollector.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON of commands, whose field names differ between versions. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode parse(String text, String command) throws OutputFault {
    try {
      JsonNode parsed = MAPPER.readTree(text);
      if (parsed != null && parsed.isContainerNode()) {
        return parsed;
      }
    } catch (JsonProcessingException e) {
      // Said below; the exception quotes the text.
    }
    throw new OutputFault(command + " did not print JSON");
  }

  /** The first of these fields that is there; a missing node otherwise. */
  static JsonNode first(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return node.path("");
  }
}

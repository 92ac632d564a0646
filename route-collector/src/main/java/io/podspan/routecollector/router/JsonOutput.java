package io.podspan.routecollector.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON that commands print. The names of its fields differ between versions of a command. */
public final class JsonOutput {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonOutput() {}

  public static JsonNode parse(String text, String command) throws OutputFault {
    try {
      JsonNode parsed = MAPPER.readTree(text);
      if (parsed != null && parsed.isContainerNode()) {
        return parsed;
      }
    } catch (JsonProcessingException e) {
      // The exception quotes the text; the fault below does not.
    }
    throw new OutputFault(command + " did not print JSON");
  }

  /** The first of these fields that is there; a missing node otherwise. */
  public static JsonNode first(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        return value;
      }
    }
    return node.path("");
  }
}

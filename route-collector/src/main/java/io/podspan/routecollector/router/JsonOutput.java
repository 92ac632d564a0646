package io.podspan.routecollector.router;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON that commands print. The names of its fields differ between versions of a command. */
public final class JsonOutput {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonOutput() {}

  /**
   * All values that a command printed one after another; usually there is one.
   *
   * @throws OutputFault when anything in it is no JSON, or is no object, list or null
   */
  public static List<JsonNode> values(String text, String command) throws OutputFault {
    List<JsonNode> values = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        JsonNode value = MAPPER.readTree(parser);
        if (!value.isContainerNode() && !value.isNull()) {
          throw new OutputFault(command + " did not print JSON");
        }
        values.add(value);
      }
    } catch (IOException e) {
      // The exception quotes the text; the fault does not.
      throw new OutputFault(command + " did not print JSON");
    }
    if (values.isEmpty()) {
      throw new OutputFault(command + " did not print JSON");
    }
    return values;
  }

  /** One value, empty when the text is no JSON. */
  public static Optional<JsonNode> value(String text) {
    try {
      return Optional.ofNullable(MAPPER.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
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

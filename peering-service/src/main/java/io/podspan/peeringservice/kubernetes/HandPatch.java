package io.podspan.peeringservice.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JSON Patch (RFC 6902) of a driver as a word for a shell. People may run it much later, so it
 * holds on to its tests, but for that of the resource version, which status alone changes.
 *
 * <p>What is secret is not in it. A list that has a secret is changed element by element: what does
 * not change is not named. A secret that has to be written is a variable of the shell, without
 * which the command does not run.
 */
final class HandPatch {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ArrayNode operations = MAPPER.createArrayNode();

  /** What the shell puts in, by the text that stands for it. */
  private final Map<String, String> variables = new TreeMap<>();

  private HandPatch() {}

  static String word(ArrayNode patch) {
    HandPatch hand = new HandPatch();
    patch.forEach(operation -> hand.take(operation, patch));
    return hand.word();
  }

  private void take(JsonNode operation, ArrayNode patch) {
    String path = operation.path("path").asText();
    boolean test = operation.path("op").asText().equals("test");
    if (test && path.equals("/metadata/resourceVersion")) {
      return;
    }
    JsonNode value = operation.path("value");
    if (value instanceof ArrayNode list && SecretText.isIn(list)) {
      if (!test) {
        elements(path, former(patch, path), list);
      }
      return;
    }
    if (SecretText.isNested(value)) {
      throw new IllegalStateException("a secret inside of what a patch writes to " + path);
    }
    Optional<String> secret =
        value instanceof TextNode text ? SecretText.of(path, text.asText()) : Optional.empty();
    if (secret.isEmpty()) {
      operations.add(operation);
    } else if (!test) {
      // A test of what is not shown would never hold.
      operations.add(((ObjectNode) operation.deepCopy()).put("value", variable(secret.get())));
    }
  }

  private static List<JsonNode> former(ArrayNode patch, String path) {
    List<JsonNode> former = new ArrayList<>();
    for (JsonNode operation : patch) {
      if (operation.path("op").asText().equals("test")
          && operation.path("path").asText().equals(path)) {
        operation.path("value").forEach(former::add);
      }
    }
    return former;
  }

  /** From the last to the first, so that the places of those before hold. */
  private void elements(String path, List<JsonNode> former, ArrayNode wanted) {
    for (int i = 0; i < former.size(); i++) {
      if (SecretText.of(former, i).isEmpty()) {
        operation("test", path + "/" + i).set("value", former.get(i));
      }
    }
    List<JsonNode> all = new ArrayList<>();
    wanted.forEach(all::add);
    for (ListEdit edit : ListEdit.between(former, all).reversed()) {
      if (edit.wanted() < 0) {
        operation("remove", path + "/" + edit.former());
      } else {
        operation("add", path + "/" + edit.former())
            .set(
                "value",
                SecretText.of(all, edit.wanted())
                    .<JsonNode>map(hint -> TextNode.valueOf(variable(hint)))
                    .orElse(all.get(edit.wanted())));
      }
    }
  }

  private ObjectNode operation(String op, String path) {
    return operations.addObject().put("op", op).put("path", path);
  }

  /**
   * @param hint what the shell says if the variable is not set
   */
  private String variable(String hint) {
    String name = "SECRET_" + (variables.size() + 1);
    String place = "@" + name + "@";
    variables.put(place, "'\"${" + name + ":?" + hint.replaceAll("[^\\w =,.:*/()-]", " ") + "}\"'");
    return place;
  }

  /** In single quotes a shell expands nothing; a variable stands between such parts. */
  private String word() {
    String word = "'" + operations.toString().replace("'", "'\\''") + "'";
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      word = word.replace("\"" + variable.getKey() + "\"", "\"" + variable.getValue() + "\"");
    }
    return word;
  }
}

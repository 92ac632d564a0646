package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.PeeringObjects.Stored;
import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a document changes, field by field. Elements of a list are told from each other by their
 * name or their value, so an element that moved is no other element. Pure.
 */
public final class Differences {
  private Differences() {}

  /** Lines that begin with {@code -} and {@code +}; none where nothing differs. */
  public static List<String> of(Checked checked) {
    return switch (checked) {
      case Checked.Same _, Checked.Refused _ -> List.of();
      case Checked.WouldBe(var document, Optional<Stored> before, JsonNode would) ->
          between(spec(before), ObjectDocument.spec(document.kind(), would));
      case Checked.AtItsTurn(var document, Optional<Stored> before, _) ->
          between(spec(before), document.spec());
    };
  }

  private static ObjectNode spec(Optional<Stored> before) {
    return before
        .map(stored -> ObjectDocument.spec(stored.kind(), stored.body()))
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  static List<String> between(ObjectNode before, ObjectNode after) {
    Map<String, String> old = new TreeMap<>();
    Map<String, String> now = new TreeMap<>();
    flatten(before, "", old);
    flatten(after, "", now);
    List<String> lines = new ArrayList<>();
    TreeMap<String, String> all = new TreeMap<>(old);
    all.putAll(now);
    for (String path : all.keySet()) {
      String was = old.get(path);
      String is = now.get(path);
      if (was != null && !was.equals(is)) {
        lines.add("- " + path + was);
      }
      if (is != null && !is.equals(was)) {
        lines.add("+ " + path + is);
      }
    }
    if (lines.isEmpty() && !before.equals(after)) {
      lines.add("  the order of a list differs");
    }
    return lines;
  }

  private static void flatten(JsonNode node, String path, Map<String, String> into) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      field.getValue(),
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      into));
    } else if (node.isArray() && !node.isEmpty()) {
      int index = 0;
      for (JsonNode element : node) {
        element(element, path, index, into);
        index++;
      }
    } else if (!node.isNull() && !path.isEmpty()) {
      into.put(path, ": " + text(node));
    }
  }

  private static void element(JsonNode element, String path, int index, Map<String, String> into) {
    if (element.isValueNode()) {
      into.put(path + "[" + text(element) + "]", "");
    } else {
      String name = element.path("name").asText(Integer.toString(index));
      flatten(element, path + "[" + name + "]", into);
    }
  }

  private static String text(JsonNode value) {
    return TerminalText.line(value.isTextual() ? value.asText() : value.toString());
  }
}

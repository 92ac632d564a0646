package io.podspan.routecollector.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A list of JSON objects, taken apart so that each can be read by itself. */
final class JsonRows {
  /**
   * iproute2 before 4.18 prints the kind of a route without its key: {@code
   * {"blackhole","dst":...}}.
   */
  private static final Pattern KIND_WITHOUT_KEY =
      Pattern.compile(
          "([{,]\\s*)\"(unicast|local|broadcast|multicast|anycast|blackhole|unreachable|prohibit"
              + "|throw|nat)\"(?=\\s*[,}])");

  private JsonRows() {}

  /**
   * The objects of a list, as text.
   *
   * @throws OutputFault when the list has no end
   */
  static List<String> of(String text) throws OutputFault {
    List<String> rows = new ArrayList<>();
    int depth = 0;
    int began = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        depth++;
        if (depth == 2) {
          began = i;
        }
      } else if (c == ']' || c == '}') {
        depth--;
        if (depth == 1) {
          rows.add(text.substring(began, i + 1));
        }
      }
    }
    if (depth != 0 || quoted) {
      throw new OutputFault("ip route printed a list without an end");
    }
    return rows;
  }

  /** One row, empty when it is no object. */
  static Optional<JsonNode> parse(String row) {
    return JsonOutput.value(row)
        .or(() -> JsonOutput.value(withKey(row)))
        .filter(JsonNode::isObject);
  }

  private static String withKey(String row) {
    Matcher kind = KIND_WITHOUT_KEY.matcher(row);
    return kind.replaceFirst("$1\"type\":\"$2\"");
  }
}

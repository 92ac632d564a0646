package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reading of the services' JSON answers, which may have more fields than this command knows. */
final class Answers {
  private Answers() {}

  /**
   * The elements of a list, whether it comes bare or in a page as {@code items} or {@code events}.
   */
  static JsonNode items(JsonNode answer) {
    return answer.isArray() ? answer : answer.path(answer.has("items") ? "items" : "events");
  }

  /** A field as text; a list joined by commas; a dash when it is absent. */
  static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    if (value.isArray()) {
      return value.isEmpty()
          ? "-"
          : StreamSupport.stream(value.spliterator(), false)
              .map(
                  element ->
                      element.isTextual()
                          ? element.asText()
                          : element.path("name").asText(element.toString()))
              .collect(Collectors.joining(","));
    }
    return value.isMissingNode() || value.isNull() ? "-" : value.asText();
  }

  /** A path segment. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

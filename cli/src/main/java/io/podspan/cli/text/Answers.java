package io.podspan.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads the services' JSON answers. They may have more fields than this command knows. */
public final class Answers {
  private Answers() {}

  /**
   * The elements of a list, whether it comes bare or in a page as {@code items} or {@code events}.
   */
  public static JsonNode items(JsonNode answer) {
    return answer.isArray() ? answer : answer.path(answer.has("items") ? "items" : "events");
  }

  /** A field as one line of text. A list is joined by commas; an absent field is a dash. */
  public static String text(JsonNode of, String field) {
    return TerminalText.line(raw(of, field));
  }

  /** A text as one line. */
  public static String text(JsonNode text) {
    return TerminalText.line(text.asText());
  }

  private static String raw(JsonNode of, String field) {
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

  /**
   * A time in UTC to the millisecond, such as {@code 2026-01-31 10:11:12.345 UTC}. The services
   * write times in UTC, some of them to the nanosecond.
   */
  public static String time(JsonNode of, String field) {
    String instant = text(of, field);
    return instant.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
        ? instant.replace('T', ' ').replaceFirst("(?:(\\.\\d{1,3})\\d*)?Z$", "$1 UTC")
        : instant;
  }

  /** A path segment or a query value. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

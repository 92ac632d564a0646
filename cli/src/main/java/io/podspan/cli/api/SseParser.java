package io.podspan.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;

/**
 * Lines of a {@code text/event-stream} to events (WHATWG HTML, section 9.2.6). Owned by the thread
 * that reads the stream.
 */
final class SseParser {
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private String id = "";

  /** Takes one line without its end; an empty line completes an event. */
  Optional<StreamedEvent> take(String line) {
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      return Optional.empty();
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    field(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  private void field(String name, String value) {
    switch (name) {
      case "event" -> type = value;
      case "id" -> id = value;
      case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
      default -> {
        // The standard says to ignore fields one does not know.
      }
    }
  }

  private Optional<StreamedEvent> dispatch() {
    String text = data.toString();
    String event = type;
    data.setLength(0);
    type = "";
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new StreamedEvent(id, event, Api.JSON.readTree(text)));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}

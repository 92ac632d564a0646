package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Sentences;
import io.podspan.events.Event;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An envelope of the console as one line for people. */
final class EventLine {
  private EventLine() {}

  /** The event in it; empty when this command is older than the event's type. */
  static Optional<Event> event(JsonNode envelope) {
    return EventTypes.named(envelope.path("type").asText())
        .flatMap(type -> parsed(type, envelope.path("data")));
  }

  /** Time and sentence; for a type that this command does not know, the type and its JSON. */
  static String of(JsonNode envelope) {
    String what =
        event(envelope)
            .map(Sentences::of)
            .orElseGet(() -> envelope.path("type").asText() + " " + envelope.path("data"));
    return time(envelope.path("time").asText()) + "  " + what;
  }

  private static Optional<Event> parsed(Class<? extends Event> type, JsonNode data) {
    try {
      return Optional.of(EventCodec.parse(type, data.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Hours to milliseconds, in UTC as the services tell it. */
  private static String time(String instant) {
    int start = instant.indexOf('T');
    return start < 0 || instant.length() < start + 9
        ? instant
        : instant.substring(start + 1, Math.min(instant.length(), start + 13)).replace("Z", "");
  }
}

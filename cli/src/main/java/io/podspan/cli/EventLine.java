package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.StreamedEvent;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.TerminalText;

/** An event of the console as one line for people. The sentence is the console's. */
final class EventLine {
  private EventLine() {}

  /** Time with date and zone, then the sentence. */
  static String of(JsonNode envelope) {
    String by = envelope.path("requestedBy").asText("");
    return Answers.time(envelope, "time")
        + "  "
        + TerminalText.line(
            StreamedEvent.sentence(envelope) + (by.isEmpty() ? "" : " (by " + by + ")"));
  }
}

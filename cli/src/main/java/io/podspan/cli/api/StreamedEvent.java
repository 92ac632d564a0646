package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event as the console streams it.
 *
 * @param sequence its number in the journal; a reader resumes after it
 * @param type the CloudEvents type, as {@code podspan.session.established.v1}
 * @param envelope the whole JSON: CloudEvents attributes, the sentence, and the event itself
 */
public record StreamedEvent(String sequence, String type, JsonNode envelope) {

  /** The event alone. */
  public JsonNode data() {
    return envelope.path("data");
  }

  /** What the event says, for people; the console makes it. */
  public String sentence() {
    return sentence(envelope);
  }

  /** The console's sentence; type and subject when an answer has none. */
  public static String sentence(JsonNode envelope) {
    String sentence = envelope.path("sentence").asText("");
    return sentence.isEmpty()
        ? envelope.path("type").asText() + " about " + envelope.path("subject").asText("nothing")
        : sentence;
  }
}

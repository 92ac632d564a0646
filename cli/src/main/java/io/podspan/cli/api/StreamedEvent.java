package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event as the console streams it.
 *
 * @param sequence its number in the journal, to resume after
 * @param type the CloudEvents type, as {@code podspan.session.established.v1}
 * @param envelope the whole JSON: CloudEvents attributes and, under {@code data}, the event
 */
public record StreamedEvent(String sequence, String type, JsonNode envelope) {

  /** The event alone. */
  public JsonNode data() {
    return envelope.path("data");
  }
}

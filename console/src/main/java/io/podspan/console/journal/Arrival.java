package io.podspan.console.journal;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import java.time.Instant;

/**
 * An event as it came from Kafka, not yet in the journal.
 *
 * @param topic where it came from
 * @param partition likewise
 * @param offset likewise
 * @param envelope the event
 * @param data its JSON as it was sent, with whatever a newer version added
 */
public record Arrival(
    String topic, int partition, long offset, Envelope<Event> envelope, String data) {

  public String id() {
    return envelope.id();
  }

  public Instant time() {
    return envelope.time();
  }

  public Event event() {
    return envelope.event();
  }
}

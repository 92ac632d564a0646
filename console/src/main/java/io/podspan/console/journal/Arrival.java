package io.podspan.console.journal;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import java.time.Instant;

/**
 * An event from Kafka that is not in the journal yet.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
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

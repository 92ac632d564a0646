package io.podspan.events.outbox;

import java.time.Instant;

/**
 * An event that Kafka does not take.
 *
 * @param id of its row; events that are appended later have greater ones
 * @param topic where it was to go
 * @param key its subject
 * @param type as CloudEvents names it, empty when its headers do not say
 * @param bytes how large it is
 * @param createdAt when it became true
 * @param parkedAt when Kafka refused it
 * @param reason why
 * @param holdsLater whether later events of its key wait for it
 */
public record ParkedEvent(
    long id,
    String topic,
    String key,
    String type,
    int bytes,
    Instant createdAt,
    Instant parkedAt,
    String reason,
    boolean holdsLater) {

  /** For logs and health. */
  @Override
  public String toString() {
    return "event %d (%s of %s, %,d bytes) for %s: %s"
        .formatted(id, type.isEmpty() ? "an event" : type, key, bytes, topic, reason);
  }
}

package io.podspan.events.envelope;

import io.podspan.events.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event with what CloudEvents says of it.
 *
 * @param id unique; consumers recognise a repeated delivery by it
 * @param source who says so, as {@code /podspan/peering-service}
 * @param time when it happened
 * @param event the fact
 * @param requestedBy the caller whose request made it; null when nobody asked
 */
public record Envelope<E extends Event>(
    String id, String source, Instant time, E event, @Nullable String requestedBy) {

  /** The same event as made by a caller's request. */
  public Envelope<E> requestedBy(@Nullable String caller) {
    return new Envelope<>(id, source, time, event, caller);
  }

  /** A new envelope with an id that sorts by time (RFC 9562, version 7). */
  public static <E extends Event> Envelope<E> of(String source, Instant time, E event) {
    return new Envelope<>(TimeOrderedId.next(time).toString(), source, time, event, null);
  }

  /** The CloudEvents type of the event, as {@code podspan.session.established.v1}. */
  public String type() {
    return EventTypes.nameOf(event.getClass());
  }

  /** Ids that databases index well: the first 48 bits are the milliseconds since 1970. */
  private static final class TimeOrderedId {
    private static UUID next(Instant time) {
      UUID random = UUID.randomUUID();
      long high = (time.toEpochMilli() << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0fff);
      return new UUID(high, random.getLeastSignificantBits());
    }
  }
}

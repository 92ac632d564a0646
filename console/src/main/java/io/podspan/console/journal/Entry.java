package io.podspan.console.journal;

import io.podspan.events.Event;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One event in the journal.
 *
 * @param sequence its place in the order; sequences grow and have gaps
 * @param id of the event
 * @param type CloudEvents type
 * @param source the service that published it
 * @param subject what it is about; also its key in the topic
 * @param topic its topic
 * @param time when it happened
 * @param clusters the clusters that it is about
 * @param data the event as JSON, on one line
 * @param requestedBy the caller whose request made it; null when nobody asked
 */
public record Entry(
    long sequence,
    String id,
    String type,
    String source,
    String subject,
    String topic,
    Instant time,
    List<String> clusters,
    String data,
    @Nullable String requestedBy) {
  public Entry {
    clusters = List.copyOf(clusters);
  }

  /** The event as a record of the contract; empty when a newer version of us wrote it. */
  public Optional<Event> event() {
    Class<? extends Event> known = EventTypes.named(type).orElse(null);
    if (known == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(EventCodec.parse(known, data.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}

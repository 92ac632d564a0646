package io.podspan.console.journal;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal in a list. Sequences have gaps, as those of the real one have. */
public final class MemoryJournal implements Journal {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Entry> entries = new ArrayList<>();

  public static Entry entry(long sequence, Event event) {
    Instant time = START.plusSeconds(sequence);
    Envelope<Event> envelope = Envelope.of("/podspan/test", time, event);
    return new Entry(
        sequence,
        envelope.id(),
        envelope.type(),
        envelope.source(),
        event.subject(),
        Topic.of(event).topicName(),
        time,
        AffectedClusters.of(event),
        new String(EventCodec.data(event), StandardCharsets.UTF_8),
        null);
  }

  /** An entry with so many characters of data. */
  public static Entry large(long sequence, int characters) {
    return new Entry(
        sequence,
        "large-" + sequence,
        "podspan.test.large.v1",
        "/podspan/test",
        "paris",
        Topic.PROBES.topicName(),
        START.plusSeconds(sequence),
        List.of("paris"),
        "{\"x\":\"" + "x".repeat(characters) + "\"}",
        null);
  }

  /** The events as entries with sequences 2, 4, 6... */
  public static List<Entry> entries(List<Event> events) {
    List<Entry> entries = new ArrayList<>();
    events.forEach(event -> entries.add(entry(2L * entries.size() + 2, event)));
    return entries;
  }

  public synchronized void add(Entry entry) {
    entries.add(entry);
  }

  @Override
  public int append(List<Arrival> arrivals) {
    throw new UnsupportedOperationException("entries come by add");
  }

  @Override
  public synchronized Excerpt page(EventFilter filter, Page page) {
    Long after = page.after();
    List<Entry> found = new ArrayList<>();
    long characters = 0;
    for (Entry entry : entries) {
      if (found.size() == page.limit() || characters >= page.characters()) {
        return new Excerpt(found, true);
      }
      if ((after == null || entry.sequence() > after) && filter.matches(entry)) {
        found.add(entry);
        characters += entry.data().length();
      }
    }
    return new Excerpt(found, found.size() == page.limit() || characters >= page.characters());
  }

  @Override
  public synchronized Optional<Entry> byId(String id) {
    return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  @Override
  public synchronized long lastSequence() {
    return entries.isEmpty() ? 0 : entries.getLast().sequence();
  }

  @Override
  public synchronized Projection projection() {
    Projection projection = Projection.empty();
    entries.forEach(projection::apply);
    return projection;
  }
}

package io.podspan.console.store;

import io.podspan.console.journal.Arrival;
import io.podspan.console.journal.Change;
import io.podspan.console.journal.Fact;
import io.podspan.console.journal.IntentScope;
import io.podspan.console.journal.Projection;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The table of the {@link Projection}. Belongs to one transaction. */
final class ProjectionTable {
  private static final Logger LOG = Logger.getLogger(ProjectionTable.class);

  private static final String UPSERT =
      """
      insert into projection (slot, sequence, type, time, data)
      values (?, ?, ?, ?::timestamptz, ?::jsonb)
      on conflict (slot) do update set sequence = excluded.sequence, type = excluded.type,
          time = excluded.time, data = excluded.data
      """;

  private static final String SELECT = "select slot, sequence, type, time, data from projection";

  private final Connection connection;
  private final Map<String, Change> pending = new LinkedHashMap<>();
  private final Map<String, Arrival> origins = new HashMap<>();
  private @Nullable IntentScope scope;

  ProjectionTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * Applies the events of a batch. With an event that changes the intent go the facts that the
   * intent no longer covers, as in {@link Projection#apply}.
   *
   * @param added in the order of their sequences
   */
  void apply(Collection<Arrival> added, Map<String, Long> sequences) throws SQLException {
    for (Arrival arrival : added) {
      for (Change change : Change.of(arrival.event())) {
        pending.put(change.slot(), change);
        origins.put(change.slot(), arrival);
      }
      if (arrival.event() instanceof IntentEvent intent) {
        follow(intent, arrival.time(), sequences);
      }
    }
    write(sequences);
  }

  private void follow(IntentEvent intent, Instant time, Map<String, Long> sequences)
      throws SQLException {
    IntentScope before = scope == null ? IntentScope.of(intentFacts()) : scope;
    IntentScope after = before.after(intent);
    scope = after;
    if (after != before) {
      write(sequences);
      delete(slotsBefore(time).stream().filter(slot -> before.lapses(slot, after)).toList());
    }
  }

  /** Writes what is pending. */
  private void write(Map<String, Long> sequences) throws SQLException {
    List<String> cleared = new ArrayList<>();
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (Change change : pending.values()) {
        switch (change) {
          case Change.Clear(String slot) -> cleared.add(slot);
          case Change.Keep(String slot, Event event) -> {
            Arrival origin = Optional.ofNullable(origins.get(slot)).orElseThrow();
            Long sequence = Optional.ofNullable(sequences.get(origin.id())).orElseThrow();
            upsert.setString(1, slot);
            upsert.setLong(2, sequence);
            upsert.setString(3, EventTypes.nameOf(event.getClass()));
            upsert.setString(4, origin.time().toString());
            upsert.setString(5, new String(EventCodec.data(event), StandardCharsets.UTF_8));
            upsert.addBatch();
          }
        }
      }
      upsert.executeBatch();
    }
    delete(cleared);
    pending.clear();
    origins.clear();
  }

  private void delete(List<String> slots) throws SQLException {
    if (slots.isEmpty()) {
      return;
    }
    try (PreparedStatement delete =
        connection.prepareStatement("delete from projection where slot = any (?)")) {
      delete.setArray(1, connection.createArrayOf("text", slots.toArray()));
      delete.executeUpdate();
    }
  }

  private List<String> slotsBefore(Instant time) throws SQLException {
    List<String> slots = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("select slot from projection where time < ?::timestamptz")) {
      select.setString(1, time.toString());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          slots.add(row.getString(1));
        }
      }
    }
    return slots;
  }

  private Collection<Fact> intentFacts() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(SELECT + " where slot like any (?)")) {
      Object[] patterns = {
        Projection.CLUSTERS + "%", Projection.NODES + "%", Projection.INTERCONNECTS + "%"
      };
      select.setArray(1, connection.createArrayOf("text", patterns));
      return facts(select).values();
    }
  }

  Map<String, Fact> facts() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      return facts(select);
    }
  }

  private static Map<String, Fact> facts(PreparedStatement select) throws SQLException {
    Map<String, Fact> facts = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String slot = row.getString(1);
        Instant time = row.getTimestamp(4).toInstant();
        long sequence = row.getLong(2);
        event(row.getString(3), row.getString(5))
            .ifPresent(event -> facts.put(slot, new Fact(sequence, time, event)));
      }
    }
    return facts;
  }

  private static Optional<Event> event(String type, String data) {
    Class<? extends Event> known = EventTypes.named(type).orElse(null);
    if (known == null) {
      LOG.warnf(
          "the event type %s was written by a newer version; the overview leaves it out", type);
      return Optional.empty();
    }
    try {
      return Optional.of(EventCodec.parse(known, data.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.warnf(
          "a stored %s cannot be read, so the overview leaves it out: %s", type, e.getMessage());
      return Optional.empty();
    }
  }

  int forgetBefore(Instant time) throws SQLException {
    String delete = "delete from projection where time < ? and slot like any (?)";
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setTimestamp(1, Timestamp.from(time));
      Object[] patterns = Projection.PERISHABLE.stream().map(prefix -> prefix + "%").toArray();
      statement.setArray(2, connection.createArrayOf("text", patterns));
      return statement.executeUpdate();
    }
  }
}

package io.podspan.console.store;

import io.podspan.console.journal.Arrival;
import io.podspan.console.journal.Change;
import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Standing;
import io.podspan.events.Event;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The table of what stands. Belongs to one transaction. */
final class StandingTable {
  private static final Logger LOG = Logger.getLogger(StandingTable.class);

  private static final String UPSERT =
      """
      insert into standing (slot, sequence, type, time, data) values (?, ?, ?, ?::timestamptz, ?::jsonb)
      on conflict (slot) do update set sequence = excluded.sequence, type = excluded.type,
          time = excluded.time, data = excluded.data
      """;

  private final Connection connection;

  StandingTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param added in the order of their sequences
   */
  void apply(Collection<Arrival> added, Map<String, Long> sequences) throws SQLException {
    Map<String, Arrival> origins = new HashMap<>();
    Map<String, Change> last = new LinkedHashMap<>();
    for (Arrival arrival : added) {
      for (Change change : Change.of(arrival.event())) {
        last.put(change.slot(), change);
        origins.put(change.slot(), arrival);
      }
    }
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT);
        PreparedStatement delete =
            connection.prepareStatement("delete from standing where slot = any (?)")) {
      for (Change change : last.values()) {
        if (change instanceof Change.Keep(String slot, Event event)) {
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
      upsert.executeBatch();
      delete.setArray(1, cleared(last));
      delete.executeUpdate();
    }
  }

  private Array cleared(Map<String, Change> last) throws SQLException {
    Object[] slots =
        last.values().stream().filter(Change.Clear.class::isInstance).map(Change::slot).toArray();
    return connection.createArrayOf("text", slots);
  }

  Map<String, Fact> facts() throws SQLException {
    Map<String, Fact> facts = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("select slot, sequence, type, time, data from standing");
        ResultSet row = statement.executeQuery()) {
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
      LOG.warnf("a newer version wrote %s: it is not shown", type);
      return Optional.empty();
    }
    try {
      return Optional.of(EventCodec.parse(known, data.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      LOG.warnf("%s cannot be read any more: %s", type, e.getMessage());
      return Optional.empty();
    }
  }

  int forgetBefore(Instant time) throws SQLException {
    String delete = "delete from standing where time < ? and slot like any (?)";
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setTimestamp(1, Timestamp.from(time));
      Object[] patterns = Standing.PERISHABLE.stream().map(prefix -> prefix + "%").toArray();
      statement.setArray(2, connection.createArrayOf("text", patterns));
      return statement.executeUpdate();
    }
  }
}

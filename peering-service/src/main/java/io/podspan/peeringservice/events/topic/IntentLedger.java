package io.podspan.peeringservice.events.topic;

import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.Provenance;
import io.podspan.servicekit.publish.UncheckedSqlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** The tables of what was told. All belongs to the caller's transaction. */
@ApplicationScoped
public class IntentLedger {
  private static final String ROW =
      "select installation, generation, records, digest, kafka from peering.intent_ledger";

  /**
   * The clock makes the generation newer than any from before a backup of the database was
   * restored.
   */
  private static final String RAISE =
      """
      update peering.intent_ledger set records = ?, digest = ?,
        generation = greatest(generation + 1, ?,
                              (extract(epoch from clock_timestamp()) * 1000)::bigint)
      """;

  private final DataSource dataSource;

  @Inject
  public IntentLedger(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Work on a connection of the transaction. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T call(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** What was told last. */
  Told told() {
    return call(IntentLedger::row);
  }

  private static Told row(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(ROW);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new IllegalStateException("the table peering.intent_ledger has lost its row");
      }
      return new Told(
          row.getString(1),
          row.getLong(2),
          row.getInt(3),
          ContentDigest.parse(row.getString(4)),
          row.getString(5));
    }
  }

  /** These events are told now: the generation is raised. */
  Told tell(Collection<? extends IntentEvent> events) {
    return call(
        connection -> {
          lock(connection);
          Map<String, ContentDigest> alive = new LinkedHashMap<>();
          Set<String> gone = new HashSet<>();
          for (IntentEvent event : events) {
            IntentRecord record = record(event);
            if (record.counts()) {
              alive.put(record.key(), record.digest());
              gone.remove(record.key());
            } else {
              alive.remove(record.key());
              gone.add(record.key());
            }
          }
          Told before = row(connection);
          Set<String> keys = new HashSet<>(gone);
          keys.addAll(alive.keySet());
          Map<String, ContentDigest> former = digests(connection, keys);
          write(connection, alive);
          delete(connection, gone);
          ContentDigest digest = sum(before.digest().minus(sum(ContentDigest.NONE, former)), alive);
          int records = before.records() - former.size() + alive.size();
          return raise(connection, records, digest, 0);
        });
  }

  /**
   * Exactly these records are told, whatever was told before.
   *
   * @param atLeast the generation is not less
   */
  Told retell(Map<String, ContentDigest> wanted, long atLeast) {
    return call(
        connection -> {
          lock(connection);
          try (PreparedStatement all =
              connection.prepareStatement("delete from peering.intent_told")) {
            all.executeUpdate();
          }
          write(connection, wanted);
          return raise(connection, wanted.size(), sum(ContentDigest.NONE, wanted), atLeast);
        });
  }

  private static void lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(ROW + " for update")) {
      lock.execute();
    }
  }

  private static Told raise(Connection connection, int records, ContentDigest digest, long atLeast)
      throws SQLException {
    try (PreparedStatement raise = connection.prepareStatement(RAISE)) {
      raise.setInt(1, records);
      raise.setString(2, digest.toString());
      raise.setLong(3, atLeast);
      raise.executeUpdate();
    }
    return row(connection);
  }

  private static ContentDigest sum(ContentDigest from, Map<String, ContentDigest> digests) {
    ContentDigest sum = from;
    for (ContentDigest digest : digests.values()) {
      sum = sum.plus(digest);
    }
    return sum;
  }

  private static Map<String, ContentDigest> digests(Connection connection, Set<String> keys)
      throws SQLException {
    Map<String, ContentDigest> digests = new HashMap<>();
    String some = "select key, digest from peering.intent_told where key = any (?)";
    try (PreparedStatement select = connection.prepareStatement(some)) {
      select.setArray(1, connection.createArrayOf("text", keys.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          digests.put(rows.getString(1), ContentDigest.parse(rows.getString(2)));
        }
      }
    }
    return digests;
  }

  private static void write(Connection connection, Map<String, ContentDigest> digests)
      throws SQLException {
    String upsert =
        "insert into peering.intent_told (key, digest) values (?, ?)"
            + " on conflict (key) do update set digest = excluded.digest";
    try (PreparedStatement row = connection.prepareStatement(upsert)) {
      for (Map.Entry<String, ContentDigest> entry : digests.entrySet()) {
        row.setString(1, entry.getKey());
        row.setString(2, entry.getValue().toString());
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  private static void delete(Connection connection, Set<String> keys) throws SQLException {
    String some = "delete from peering.intent_told where key = any (?)";
    try (PreparedStatement delete = connection.prepareStatement(some)) {
      delete.setArray(1, connection.createArrayOf("text", keys.toArray()));
      delete.executeUpdate();
    }
  }

  /** The keys of the intent that are on their way to Kafka, or that Kafka did not take. */
  Set<String> onTheirWay() {
    return call(
        connection -> {
          Set<String> keys = new HashSet<>();
          String some =
              "select key from peering.outbox where topic = ?"
                  + " union select key from peering.outbox_parked where topic = ?";
          try (PreparedStatement select = connection.prepareStatement(some)) {
            select.setString(1, Topic.INTENT_NAME);
            select.setString(2, Topic.INTENT_NAME);
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                keys.add(rows.getString(1));
              }
            }
          }
          return keys;
        });
  }

  /** This is the Kafka cluster that the intent is told to. */
  void remember(String kafka) {
    call(
        connection -> {
          String update = "update peering.intent_ledger set kafka = ?";
          try (PreparedStatement set = connection.prepareStatement(update)) {
            set.setString(1, kafka);
            return set.executeUpdate();
          }
        });
  }

  static IntentRecord record(IntentEvent event) {
    return new IntentRecord(
        Provenance.UNKNOWN, event, ContentDigest.of(event.subject(), EventCodec.data(event)));
  }
}

package io.podspan.events.outbox;

import io.podspan.events.Topic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of events that Kafka does not take, beside the outbox. Whoever operates Podspan decides
 * what becomes of them: {@link #retry} or {@link #discard}.
 *
 * <p>What depends on a parked event is what is later, on the same topic, of the same key. On a
 * compacted topic a later record says all that is to say: it is sent, and what is parked before it
 * is forgotten, since it must not come back after it. On a topic of events each record counts, in
 * its order: later ones wait in the outbox until the parked one is sent or discarded. Events of
 * other keys and topics go on.
 */
public final class Parking {
  /** The table, for a service's Flyway migration; a test keeps the two the same. */
  public static final String DDL =
      """
      create table outbox_parked (
          id bigint primary key,
          topic text not null,
          key text not null,
          headers text not null,
          value bytea not null,
          created_at timestamptz not null,
          parked_at timestamptz not null default now(),
          holds_later boolean not null,
          reason text not null
      );
      create index outbox_parked_key on outbox_parked (topic, key);
      """;

  /** How long a relay may send before a wish about a parked event is put off. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String schema;
  private final RelayLock lock;

  /**
   * @param schema the schema of the tables
   */
  public Parking(String schema) {
    this.schema = Schema.checked(schema);
    this.lock = new RelayLock(schema);
  }

  /** A row of the outbox, and why Kafka does not take it. */
  record Refused(OutboxRow row, String reason) {}

  /** Moves rows from the outbox, within the transaction of the relay. */
  void park(Connection transaction, List<Refused> refused) throws SQLException {
    if (refused.isEmpty()) {
      return;
    }
    String move =
        ("with gone as (delete from %s.outbox where id = ? returning *)"
                + " insert into %s.outbox_parked"
                + " (id, topic, key, headers, value, created_at, holds_later, reason)"
                + " select id, topic, key, headers, value, created_at, ?, ? from gone")
            .formatted(schema, schema);
    try (PreparedStatement rows = transaction.prepareStatement(move)) {
      for (Refused each : refused) {
        rows.setLong(1, each.row().id());
        rows.setBoolean(2, holdsLater(each.row().topic()));
        rows.setString(3, each.reason());
        rows.addBatch();
      }
      rows.executeBatch();
    }
  }

  static boolean holdsLater(String topic) {
    return Topic.named(topic).map(known -> !known.compacted()).orElse(true);
  }

  /** Forgets what these rows, which are later and sent or parked now, say anew. */
  void supersede(Connection transaction, List<OutboxRow> later) throws SQLException {
    if (later.isEmpty() || count(transaction) == 0) {
      return;
    }
    String delete =
        ("delete from %s.outbox_parked p using unnest(?::bigint[], ?::text[], ?::text[])"
                + " as l (id, topic, key) where p.topic = l.topic and p.key = l.key"
                + " and p.id < l.id and not p.holds_later")
            .formatted(schema);
    try (PreparedStatement rows = transaction.prepareStatement(delete)) {
      rows.setArray(
          1, transaction.createArrayOf("bigint", later.stream().map(OutboxRow::id).toArray()));
      rows.setArray(
          2, transaction.createArrayOf("text", later.stream().map(OutboxRow::topic).toArray()));
      rows.setArray(
          3, transaction.createArrayOf("text", later.stream().map(OutboxRow::key).toArray()));
      rows.executeUpdate();
    }
  }

  /** How many are parked. */
  public long count(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select count(*) from " + schema + ".outbox_parked");
        ResultSet result = statement.executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /** The first of them, in their order. */
  public List<ParkedEvent> first(Connection connection, int most) throws SQLException {
    String select =
        "select id, topic, key, headers, length(value), created_at, parked_at, reason, holds_later"
            + " from "
            + schema
            + ".outbox_parked order by id limit ?";
    List<ParkedEvent> parked = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      statement.setInt(1, most);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          parked.add(read(result));
        }
      }
    }
    return parked;
  }

  private static ParkedEvent read(ResultSet row) throws SQLException {
    return new ParkedEvent(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        OutboxHeaders.parse(row.getString(4)).getOrDefault("ce_type", ""),
        row.getInt(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getString(8),
        row.getBoolean(9));
  }

  /** What became of a wish about a parked event. */
  public enum Outcome {
    DONE,
    /** No event of this id is parked. */
    UNKNOWN,
    /** A relay is sending for long: it could pass the event by. Ask again. */
    BUSY
  }

  /** Puts the event back to its place in the outbox, within the caller's transaction. */
  public Outcome retry(Connection transaction, long id) throws SQLException {
    return change(
        transaction,
        id,
        ("with gone as (delete from %s.outbox_parked where id = ? returning *)"
                + " insert into %s.outbox (id, topic, key, headers, value, created_at)"
                + " overriding system value"
                + " select id, topic, key, headers, value, created_at from gone")
            .formatted(schema, schema));
  }

  /** Forgets the event for good, within the caller's transaction. */
  public Outcome discard(Connection transaction, long id) throws SQLException {
    return change(transaction, id, "delete from " + schema + ".outbox_parked where id = ?");
  }

  private Outcome change(Connection transaction, long id, String sql) throws SQLException {
    if (!isParked(transaction, id)) {
      return Outcome.UNKNOWN;
    }
    if (!lock.awaitUntilCommit(transaction, PATIENCE)) {
      return Outcome.BUSY;
    }
    try (PreparedStatement row = transaction.prepareStatement(sql)) {
      row.setLong(1, id);
      return row.executeUpdate() == 1 ? Outcome.DONE : Outcome.UNKNOWN;
    }
  }

  private boolean isParked(Connection connection, long id) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement("select 1 from " + schema + ".outbox_parked where id = ?")) {
      row.setLong(1, id);
      try (ResultSet result = row.executeQuery()) {
        return result.next();
      }
    }
  }
}

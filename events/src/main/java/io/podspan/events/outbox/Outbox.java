package io.podspan.events.outbox;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of events that are yet to be sent. Appending belongs to the transaction that made them
 * true.
 */
public final class Outbox {
  /**
   * The tables of outbox and inbox, for a service's Flyway migration; a test keeps the two the
   * same.
   */
  public static final String DDL =
      """
      create table outbox (
          id bigint generated always as identity primary key,
          xid xid8 not null default pg_current_xact_id(),
          topic text not null,
          key text not null,
          headers text not null,
          value bytea not null,
          created_at timestamptz not null default now()
      );
      create table inbox (
          event_id text primary key,
          handled_at timestamptz not null default now()
      );
      create index inbox_handled_at on inbox (handled_at);
      """;

  private final String schema;

  /**
   * @param schema the schema of the outbox table, an identifier of lower-case letters
   */
  public Outbox(String schema) {
    this.schema = Schema.checked(schema);
  }

  /** Appends events in their order, on the connection of the caller's transaction. */
  public void append(Connection transaction, List<? extends Envelope<? extends Event>> envelopes)
      throws SQLException {
    append(transaction, envelopes, Map.of());
  }

  /**
   * The same with further headers.
   *
   * @param extensions of CloudEvents, by the names of their headers
   */
  public void append(
      Connection transaction,
      List<? extends Envelope<? extends Event>> envelopes,
      Map<String, String> extensions)
      throws SQLException {
    if (envelopes.isEmpty()) {
      return;
    }
    String insert =
        "insert into " + schema + ".outbox (topic, key, headers, value) values (?, ?, ?, ?)";
    try (PreparedStatement row = transaction.prepareStatement(insert)) {
      for (Envelope<? extends Event> envelope : envelopes) {
        row.setString(1, Topic.of(envelope.event()).topicName());
        row.setString(2, envelope.event().subject());
        row.setString(3, OutboxHeaders.write(headers(envelope, extensions)));
        row.setBytes(4, EventCodec.data(envelope.event()));
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  private static Map<String, String> headers(
      Envelope<? extends Event> envelope, Map<String, String> extensions) {
    Map<String, String> headers = new LinkedHashMap<>(EventCodec.headers(envelope));
    headers.putAll(extensions);
    return headers;
  }
}

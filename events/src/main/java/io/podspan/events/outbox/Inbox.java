package io.podspan.events.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The ids of handled events, kept in the same transaction as their effect. */
public final class Inbox {
  private final String insert;
  private final String forget;

  /**
   * @param schema the schema of the inbox table
   */
  public Inbox(String schema) {
    String table = Schema.checked(schema) + ".inbox";
    this.insert = "insert into " + table + " (event_id) values (?) on conflict do nothing";
    this.forget = "delete from " + table + " where handled_at < now() - make_interval(days => ?)";
  }

  /**
   * Marks an event as handled by the caller's transaction.
   *
   * @return false when it was handled before, and must have no effect now
   */
  public boolean firstTime(Connection transaction, String eventId) throws SQLException {
    try (PreparedStatement row = transaction.prepareStatement(insert)) {
      row.setString(1, eventId);
      return row.executeUpdate() == 1;
    }
  }

  /**
   * Forgets what was handled more than so many days ago; less than Kafka keeps would be too early.
   */
  public int forgetOlderThan(Connection connection, int days) throws SQLException {
    try (PreparedStatement rows = connection.prepareStatement(forget)) {
      rows.setInt(1, days);
      return rows.executeUpdate();
    }
  }
}

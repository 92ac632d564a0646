package io.podspan.events.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The ids of handled events, kept in the same transaction as their effect. */
public final class Inbox {
  private final String insert;
  private final String forget;

  /**
   * @param schema the schema of the inbox table
   */
  public Inbox(String schema) {
    String table = Schema.checked(schema) + ".inbox";
    this.insert =
        "insert into "
            + table
            + " (event_id) select * from unnest(?) on conflict do nothing returning event_id";
    this.forget = "delete from " + table + " where handled_at < now() - make_interval(days => ?)";
  }

  /**
   * Marks events as handled by the caller's transaction, all by one statement.
   *
   * @return the ids of those that were not handled before: the others must have no effect now
   */
  public Set<String> firstTimes(Connection transaction, Collection<String> eventIds)
      throws SQLException {
    Set<String> first = new HashSet<>();
    try (PreparedStatement rows = transaction.prepareStatement(insert)) {
      rows.setArray(1, transaction.createArrayOf("text", eventIds.toArray()));
      try (ResultSet row = rows.executeQuery()) {
        while (row.next()) {
          first.add(row.getString(1));
        }
      }
    }
    return first;
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

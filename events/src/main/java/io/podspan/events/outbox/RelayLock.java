package io.podspan.events.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The advisory lock of one outbox: whoever holds it may send or move its rows. */
final class RelayLock {
  private final String schema;

  RelayLock(String schema) {
    this.schema = Schema.checked(schema);
  }

  /** Held until the transaction ends: batches of two relays never overlap. */
  boolean tryUntilCommit(Connection transaction) throws SQLException {
    String lock = "select pg_try_advisory_xact_lock(hashtext('podspan.outbox.' || ?))";
    try (PreparedStatement statement = transaction.prepareStatement(lock)) {
      statement.setString(1, schema);
      try (ResultSet result = statement.executeQuery()) {
        return result.next() && result.getBoolean(1);
      }
    }
  }
}

package io.podspan.events.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** The advisory lock of one outbox: whoever holds it may send or move its rows. */
final class RelayLock {
  /** The SQL state of a lock that was not to be had in time. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final Duration KEPT_WHILE_SENDING =
      Dispatch.HANDS_OVER.plus(OutboxRelay.GIVES_UP).plusSeconds(5);

  private final String schema;

  RelayLock(String schema) {
    this.schema = Schema.checked(schema);
  }

  /** Held until the transaction ends: batches of two relays never overlap. */
  boolean tryUntilCommit(Connection transaction) throws SQLException {
    try (PreparedStatement statement = locking(transaction, "pg_try_advisory_xact_lock");
        ResultSet result = statement.executeQuery()) {
      return result.next() && result.getBoolean(1);
    }
  }

  /**
   * Postgres ends a transaction that waits for Kafka for longer. By then the producer has given up
   * what it was handed ({@link OutboxRelay#TIMES}), so the next holder is overtaken by nothing,
   * also when this one only stood still.
   */
  void keepWhileSending(Connection transaction) throws SQLException {
    try (Statement limit = transaction.createStatement()) {
      limit.execute(
          "set local idle_in_transaction_session_timeout = " + KEPT_WHILE_SENDING.toMillis());
    }
  }

  /**
   * Waits for it, and holds it until the transaction ends.
   *
   * @return whether it was to be had in time; if not, the transaction can only be rolled back
   */
  boolean awaitUntilCommit(Connection transaction, Duration atMost) throws SQLException {
    try (Statement limit = transaction.createStatement()) {
      limit.execute("set local lock_timeout = " + atMost.toMillis());
    }
    try (PreparedStatement statement = locking(transaction, "pg_advisory_xact_lock")) {
      return statement.execute();
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private PreparedStatement locking(Connection transaction, String function) throws SQLException {
    PreparedStatement statement =
        transaction.prepareStatement("select " + function + "(hashtext('podspan.outbox.' || ?))");
    statement.setString(1, schema);
    return statement;
  }
}

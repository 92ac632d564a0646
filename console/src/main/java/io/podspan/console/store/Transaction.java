package io.podspan.console.store;

import io.podspan.servicekit.publish.UncheckedSqlException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on one connection that happens as a whole or not at all. */
final class Transaction {
  private Transaction() {}

  /** The work itself. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Commits when the work returns, rolls back when it throws. */
  static <T> T in(DataSource database, Work<T> work) {
    return in(database, Connection.TRANSACTION_READ_COMMITTED, work);
  }

  /** Several queries see the same state of the database. */
  static <T> T inSnapshot(DataSource database, Work<T> work) {
    return in(database, Connection.TRANSACTION_REPEATABLE_READ, work);
  }

  private static <T> T in(DataSource database, int isolation, Work<T> work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(isolation);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}

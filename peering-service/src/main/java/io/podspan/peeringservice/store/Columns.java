package io.podspan.peeringservice.store;

import io.quarkus.hibernate.orm.panache.Panache;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;

/**
 * Many rows by one statement, which takes each column as an array. By JDBC, in the caller's
 * transaction, after what Hibernate has not written yet.
 */
final class Columns {
  private Columns() {}

  /**
   * One column.
   *
   * @param type of Postgres
   */
  record Column(String type, List<?> values) {}

  static Column texts(List<String> values) {
    return new Column("text", values);
  }

  static Column truths(List<Boolean> values) {
    return new Column("boolean", values);
  }

  static Column times(List<Instant> values) {
    return new Column("timestamptz", values);
  }

  /** Does nothing where there are no rows. */
  static void write(String sql, Column... columns) {
    written(sql + " returning id", columns);
  }

  /**
   * @param sql returns the ids of the rows that it wrote
   */
  static Set<String> written(String sql, Column... columns) {
    Set<String> ids = new HashSet<>();
    if (columns[0].values().isEmpty()) {
      return ids;
    }
    Session session = Panache.getSession();
    session.flush();
    session.doWork(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.length; i++) {
              Column column = columns[i];
              statement.setArray(
                  i + 1, connection.createArrayOf(column.type(), column.values().toArray()));
            }
            read(statement, ids);
          }
        });
    return ids;
  }

  private static void read(PreparedStatement statement, Set<String> into) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        into.add(row.getString(1));
      }
    }
  }
}

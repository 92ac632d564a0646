package io.podspan.peeringservice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Queries of two columns of text. */
final class TextPairs {
  private TextPairs() {}

  /** The second column by the first, in the order of the rows. */
  static Map<String, String> of(Connection connection, String sql, Object parameter)
      throws SQLException {
    Map<String, String> pairs = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameter);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          pairs.put(row.getString(1), row.getString(2));
        }
      }
    }
    return pairs;
  }
}

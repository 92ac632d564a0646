package io.podspan.peeringservice.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a row says; its cursor stands on it.
 *
 * @param <V> immutable
 */
interface RowReader<V> {
  V read(ResultSet row) throws SQLException;

  /** One that cannot be read is kept as such. */
  static <V> Held<V> held(RowReader<V> reader, ResultSet row) throws SQLException {
    try {
      V said = reader.read(row);
      return Held.of(() -> said);
    } catch (IllegalStateException e) {
      return new Held<>(null, e);
    }
  }
}

package io.podspan.peeringservice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The rows of one table of observations, in memory. {@link KnownObservations} says what to read
 * again, one caller at a time; any thread may ask.
 *
 * @param <V> what a row says
 */
final class KnownRows<V> {
  private final String table;
  private final String columns;
  private final RowReader<V> reader;
  private volatile Map<String, Map<String, Held<V>>> groups = new ConcurrentHashMap<>();

  /**
   * @param columns the id, then what rows are asked for by, then what the reader wants
   */
  KnownRows(String table, String columns, RowReader<V> reader) {
    this.table = table;
    this.columns = columns;
    this.reader = reader;
  }

  String table() {
    return table;
  }

  /** Reads everything. */
  void load(Connection connection) throws SQLException {
    Map<String, Map<String, Held<V>>> all = new ConcurrentHashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement("select " + columns + " from peering." + table)) {
      take(statement, all);
    }
    groups = all;
  }

  /** Reads what was written by this transaction or by a later one. */
  void follow(Connection connection, String from) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select " + columns + " from peering." + table + " where written >= ?::xid8")) {
      statement.setString(1, from);
      take(statement, groups);
    }
  }

  private void take(PreparedStatement statement, Map<String, Map<String, Held<V>>> into)
      throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        into.computeIfAbsent(row.getString(2), _ -> new ConcurrentHashMap<>())
            .put(row.getString(1), RowReader.held(reader, row));
      }
    }
  }

  /** Those of this key, by their ids. */
  Map<String, V> of(String key) {
    Map<String, V> rows = new HashMap<>();
    groups.getOrDefault(key, Map.of()).forEach((id, held) -> rows.put(id, held.value()));
    return rows;
  }

  /** Those of these keys. */
  List<V> of(Collection<String> keys) {
    Map<String, Map<String, Held<V>>> now = groups;
    return keys.stream()
        .distinct()
        .flatMap(key -> Stream.ofNullable(now.get(key)))
        .flatMap(rows -> rows.values().stream())
        .map(Held::value)
        .toList();
  }
}

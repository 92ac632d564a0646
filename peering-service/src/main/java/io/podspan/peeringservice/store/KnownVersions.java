package io.podspan.peeringservice.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table, in memory, of which only those that were asked for lately are kept: of a
 * hundred clusters that are all joined there are ten thousand pairs with dozens of nodes each. Each
 * question first asks Postgres for the versions ({@link RowVersion}), and reads only the rows of
 * others. Any thread.
 *
 * @param <V> what a row says
 */
final class KnownVersions<V> {
  private final String versions;
  private final String rows;
  private final RowReader<V> reader;
  private final Map<String, Versioned<V>> known;

  private record Versioned<V>(String version, Held<V> row) {}

  /**
   * @param columns the id, then what the reader wants
   * @param most how many rows are kept
   */
  KnownVersions(String table, String columns, int most, RowReader<V> reader) {
    this.versions =
        "select id, " + RowVersion.OF_ROW + " from peering." + table + " where id = any (?)";
    this.rows = "select " + columns + " from peering." + table + " where id = any (?)";
    this.reader = reader;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Versioned<V>> eldest) {
            return size() > most;
          }
        };
  }

  /** Those of these that there are, by id. */
  Map<String, Held<V>> of(Connection connection, Collection<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<String, String> now = TextPairs.of(connection, versions, array(connection, ids));
    Map<String, Held<V>> found = new HashMap<>();
    List<String> changed = new ArrayList<>();
    now.forEach(
        (id, version) -> {
          Versioned<V> last = present(id);
          if (last != null && last.version().equals(version)) {
            found.put(id, last.row());
          } else {
            changed.add(id);
          }
        });
    if (!changed.isEmpty()) {
      read(connection, changed, now, found);
    }
    return found;
  }

  private void read(
      Connection connection, List<String> ids, Map<String, String> now, Map<String, Held<V>> into)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(rows)) {
      statement.setArray(1, array(connection, ids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          String id = row.getString(1);
          Held<V> read = RowReader.held(reader, row);
          into.put(id, read);
          keep(id, new Versioned<>(now.getOrDefault(id, ""), read));
        }
      }
    }
  }

  private @Nullable Versioned<V> present(String id) {
    synchronized (known) {
      return known.get(id);
    }
  }

  private void keep(String id, Versioned<V> one) {
    synchronized (known) {
      known.put(id, one);
    }
  }

  private static Array array(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }
}

package io.podspan.console.store;

import io.podspan.console.journal.Entry;
import io.podspan.console.journal.EventFilter;
import io.podspan.console.journal.Excerpt;
import io.podspan.console.journal.Page;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A filter and a page as SQL. */
final class Selection {
  /** Rows that the driver holds at a time. One may have a megabyte. */
  private static final int FETCH = 4;

  private static final String COLUMNS =
      "select sequence, id, type, source, subject, topic, time, clusters, data, requested_by"
          + " from journal";

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();
  private final Page page;

  Selection(EventFilter filter, Page page) {
    this.page = page;
    boolean ascending = page.order() == Page.Order.ASC;
    when(ascending ? "sequence > ?" : "sequence < ?", page.after());
    when("topic = ?", filter.topic());
    when("type = any (?)", filter.types() == null ? null : filter.types().toArray());
    when("subject = ?", filter.subject());
    when("clusters @> ?", filter.cluster() == null ? null : new Object[] {filter.cluster()});
    when("time >= ?", timestamp(filter.from()));
    when("time < ?", timestamp(filter.until()));
  }

  private void when(String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      parameters.add(value);
    }
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  private String sql() {
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return COLUMNS + where + " order by sequence " + page.order() + " limit ?";
  }

  Excerpt read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql())) {
      int index = 0;
      for (Object parameter : parameters) {
        index++;
        if (parameter instanceof Object[] values) {
          statement.setArray(index, connection.createArrayOf("text", values));
        } else {
          statement.setObject(index, parameter);
        }
      }
      statement.setInt(index + 1, page.limit());
      statement.setFetchSize(FETCH);
      return read(statement);
    }
  }

  private Excerpt read(PreparedStatement statement) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    long characters = 0;
    try (ResultSet row = statement.executeQuery()) {
      while (characters < page.characters() && row.next()) {
        Entry entry = entry(row);
        entries.add(entry);
        characters += entry.data().length();
      }
    }
    return new Excerpt(entries, entries.size() == page.limit() || characters >= page.characters());
  }

  static Optional<Entry> byId(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS + " where id = ?")) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(entry(row)) : Optional.empty();
      }
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Array clusters = row.getArray(8);
    return new Entry(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getTimestamp(7).toInstant(),
        List.of((String[]) clusters.getArray()),
        row.getString(9),
        row.getString(10));
  }
}

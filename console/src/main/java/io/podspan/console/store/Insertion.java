package io.podspan.console.store;

import io.podspan.console.journal.AffectedClusters;
import io.podspan.console.journal.Arrival;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Inserts a batch, leaving out what is there. Belongs to one transaction, under its lock. */
final class Insertion {
  private static final Logger LOG = Logger.getLogger(Insertion.class);

  /** Arrays instead of rows: one statement and one round trip whatever the size of the batch. */
  private static final String INSERT =
      """
      insert into journal (day, id, type, source, subject, topic, topic_partition, topic_offset,
          incarnation, time, clusters, data, requested_by)
      select day, id, type, source, subject, topic, topic_partition, topic_offset, incarnation, time,
          clusters::text[], data, requested_by
      from unnest(?::date[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
          ?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::jsonb[], ?::text[])
          with ordinality as arrived (day, id, type, source, subject, topic, topic_partition,
          topic_offset, incarnation, time, clusters, data, requested_by, place)
      order by place
      on conflict do nothing
      returning id, sequence
      """;

  private final Connection connection;

  Insertion(Connection connection) {
    this.connection = connection;
  }

  /**
   * Sequences follow the order of the rows.
   *
   * @return the sequences of what was new, by event id
   */
  Map<String, Long> insert(List<Row> rows) throws SQLException {
    List<Row> candidates = withoutDisplaced(rows);
    Map<String, Long> sequences = execute(candidates);
    if (sequences.size() == candidates.size()) {
      return sequences;
    }
    Set<String> reborn = reborn(candidates, sequences.keySet());
    return reborn.isEmpty() ? sequences : insertAnew(candidates, sequences.keySet(), reborn);
  }

  /** An event that was left out comes before those behind it, which are inserted already. */
  private Map<String, Long> insertAnew(
      List<Row> candidates, Set<String> inserted, Set<String> reborn) throws SQLException {
    remove(inserted);
    long incarnation = Clock.systemUTC().millis();
    return execute(
        candidates.stream()
            .map(row -> reborn.contains(row.arrival().id()) ? row.reborn(incarnation) : row)
            .toList());
  }

  private void remove(Set<String> ids) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from journal where id = any (?)")) {
      statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
      statement.executeUpdate();
    }
  }

  /**
   * An event may be stored under another day than its own. No index finds it there, so its id is
   * looked up.
   */
  private List<Row> withoutDisplaced(List<Row> rows) throws SQLException {
    List<Row> displaced = rows.stream().filter(Insertion::displaced).toList();
    if (displaced.isEmpty()) {
      return rows;
    }
    Set<String> known = known(displaced);
    return rows.stream().filter(row -> !known.contains(row.arrival().id())).toList();
  }

  private static boolean displaced(Row row) {
    return !row.arrival().time().atOffset(ZoneOffset.UTC).toLocalDate().equals(row.day());
  }

  /**
   * Events that were left out although their id is new. The topic was deleted and created again, so
   * its offsets start over.
   */
  private Set<String> reborn(List<Row> candidates, Set<String> inserted) throws SQLException {
    List<Row> left =
        candidates.stream().filter(row -> !inserted.contains(row.arrival().id())).toList();
    Set<String> known = known(left);
    List<Arrival> reborn =
        left.stream().map(Row::arrival).filter(arrival -> !known.contains(arrival.id())).toList();
    if (!reborn.isEmpty()) {
      Arrival first = reborn.getFirst();
      LOG.warnf(
          "%s-%d@%d and %d more were other events before: the topic was created again",
          first.topic(), first.partition(), first.offset(), reborn.size() - 1);
    }
    return reborn.stream().map(Arrival::id).collect(Collectors.toSet());
  }

  private Set<String> known(List<Row> rows) throws SQLException {
    Set<String> known = new HashSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement("select id from journal where id = any (?)")) {
      statement.setArray(1, array("text", rows, row -> row.arrival().id()));
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          known.add(result.getString(1));
        }
      }
    }
    return known;
  }

  private Map<String, Long> execute(List<Row> rows) throws SQLException {
    Map<String, Long> sequences = new HashMap<>();
    if (rows.isEmpty()) {
      return sequences;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(insert, rows);
      try (ResultSet result = insert.executeQuery()) {
        while (result.next()) {
          sequences.put(result.getString(1), result.getLong(2));
        }
      }
    }
    return sequences;
  }

  private void bind(PreparedStatement insert, List<Row> rows) throws SQLException {
    insert.setArray(1, array("text", rows, row -> row.day().toString()));
    insert.setArray(2, array("text", rows, row -> row.arrival().id()));
    insert.setArray(3, array("text", rows, row -> row.arrival().envelope().type()));
    insert.setArray(4, array("text", rows, row -> row.arrival().envelope().source()));
    insert.setArray(5, array("text", rows, row -> row.arrival().event().subject()));
    insert.setArray(6, array("text", rows, row -> row.arrival().topic()));
    insert.setArray(7, array("int", rows, row -> row.arrival().partition()));
    insert.setArray(8, array("bigint", rows, row -> row.arrival().offset()));
    insert.setArray(9, array("bigint", rows, Row::incarnation));
    insert.setArray(10, array("text", rows, row -> row.arrival().time().toString()));
    insert.setArray(11, array("text", rows, row -> clusters(row.arrival())));
    insert.setArray(12, array("text", rows, row -> row.arrival().data()));
    insert.setArray(13, array("text", rows, row -> row.arrival().envelope().requestedBy()));
  }

  /** As the text of a Postgres array; names are what somebody else calls things. */
  private static String clusters(Arrival arrival) {
    return AffectedClusters.of(arrival.event()).stream()
        .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Array array(String type, List<Row> rows, Function<Row, @Nullable Object> column)
      throws SQLException {
    return connection.createArrayOf(type, rows.stream().map(column).toArray());
  }
}

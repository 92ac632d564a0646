package io.podspan.probeservice.store;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.verdict.PairState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code reachability}: a row per pair of clusters. */
final class ReachabilityRows {
  private static final String SELECT =
      """
      select from_cluster, to_cluster, state, since, round, measured_at, took_millis, verdict
      from probes.reachability
      """;

  private ReachabilityRows() {}

  /** Until the transaction ends; whether the row is there yet or not. */
  static void lock(Connection connection, ClusterPair clusters) throws SQLException {
    String lock = "select pg_advisory_xact_lock(hashtextextended('probes.reachability ' || ?, 0))";
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      statement.setString(1, clusters.toString());
      statement.execute();
    }
  }

  /** Sorted by names. */
  static List<PairState> all(Connection connection) throws SQLException {
    try (PreparedStatement rows =
        connection.prepareStatement(SELECT + "order by from_cluster, to_cluster")) {
      return read(rows);
    }
  }

  static Optional<PairState> find(Connection connection, ClusterPair clusters) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(SELECT + "where from_cluster = ? and to_cluster = ?")) {
      row.setString(1, clusters.from());
      row.setString(2, clusters.to());
      return read(row).stream().findFirst();
    }
  }

  private static List<PairState> read(PreparedStatement statement) throws SQLException {
    List<PairState> known = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        known.add(
            new PairState(
                new ClusterPair(row.getString("from_cluster"), row.getString("to_cluster")),
                instant(row, "since"),
                row.getLong("round"),
                instant(row, "measured_at"),
                row.getLong("took_millis"),
                VerdictJson.read(
                    row.getString("verdict"), Reachability.valueOf(row.getString("state")))));
      }
    }
    return List.copyOf(known);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static void save(Connection connection, PairState now) throws SQLException {
    String upsert =
        """
        insert into probes.reachability
            (from_cluster, to_cluster, state, since, round, measured_at, took_millis, verdict)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (from_cluster, to_cluster) do update set
            state = excluded.state, since = excluded.since, round = excluded.round,
            measured_at = excluded.measured_at, took_millis = excluded.took_millis,
            verdict = excluded.verdict
        """;
    try (PreparedStatement row = connection.prepareStatement(upsert)) {
      row.setString(1, now.clusters().from());
      row.setString(2, now.clusters().to());
      row.setString(3, now.state().name());
      row.setObject(4, now.since().atOffset(ZoneOffset.UTC));
      row.setLong(5, now.round());
      row.setObject(6, now.measuredAt().atOffset(ZoneOffset.UTC));
      row.setLong(7, now.tookMillis());
      row.setString(8, VerdictJson.write(now.last()));
      row.executeUpdate();
    }
  }

  static void delete(Connection connection, ClusterPair clusters) throws SQLException {
    String delete = "delete from probes.reachability where from_cluster = ? and to_cluster = ?";
    try (PreparedStatement row = connection.prepareStatement(delete)) {
      row.setString(1, clusters.from());
      row.setString(2, clusters.to());
      row.executeUpdate();
    }
  }
}

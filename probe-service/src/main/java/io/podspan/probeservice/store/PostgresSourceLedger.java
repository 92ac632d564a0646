package io.podspan.probeservice.store;

import io.podspan.events.ProbeEvent.SourceMeasured;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.SourceFinding;
import io.podspan.probeservice.probe.SourceLedger;
import io.podspan.servicekit.publish.EventPublisher;
import io.podspan.servicekit.publish.UncheckedSqlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * One row per pair of clusters, with what was told last. Only the kind of answer counts as a
 * change: another pair of pods with the same result is none.
 */
@ApplicationScoped
public class PostgresSourceLedger implements SourceLedger {
  private final DataSource dataSource;
  private final EventPublisher publisher;

  @Inject
  public PostgresSourceLedger(DataSource dataSource, EventPublisher publisher) {
    this.dataSource = dataSource;
    this.publisher = publisher;
  }

  @Override
  @Transactional
  public void record(SourceFinding finding) {
    String told = finding.state() + " " + finding.measured() + " " + finding.preserved();
    try (Connection connection = dataSource.getConnection()) {
      if (save(connection, finding.clusters().toString(), told)) {
        publisher.publish(
            new SourceMeasured(
                finding.clusters().from(),
                finding.clusters().to(),
                finding.state(),
                finding.measured(),
                finding.preserved(),
                finding.seen(),
                finding.why()));
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** Returns whether that changed something. */
  private static boolean save(Connection connection, String name, String told) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into source_told as s (name, told) values (?, ?) on conflict (name)"
                + " do update set told = excluded.told where s.told <> excluded.told")) {
      statement.setString(1, name);
      statement.setString(2, told);
      return statement.executeUpdate() > 0;
    }
  }

  @Override
  @Transactional
  public void keep(Set<ClusterPair> joined) {
    try (Connection connection = dataSource.getConnection()) {
      for (String name : names(connection)) {
        if (joined.stream().noneMatch(pair -> pair.toString().equals(name))) {
          delete(connection, name);
        }
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static List<String> names(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select name from source_told");
        ResultSet rows = statement.executeQuery()) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static void delete(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("delete from source_told where name = ?")) {
      statement.setString(1, name);
      statement.executeUpdate();
    }
  }
}

package io.podspan.probeservice.store;

import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.HistoryPage;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryStore;
import io.podspan.probeservice.history.Step;
import io.podspan.servicekit.publish.UncheckedSqlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/**
 * The tables {@code history_minute}, {@code history_hour} and {@code history_day}. What is added
 * goes into all three at once: an hour is whole without waiting for anybody to sum it up. After a
 * commit that was not heard of, a minute may be counted twice.
 */
@ApplicationScoped
public class PostgresHistory implements HistoryStore {
  /** SQL state query_canceled: what Postgres answers to a statement that took too long. */
  private static final String CANCELED = "57014";

  private final DataSource dataSource;

  @Inject
  public PostgresHistory(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  @Transactional
  public void add(List<Entry> minutes) {
    try (Connection connection = dataSource.getConnection()) {
      // Sorted: two instances that write the same rows wait for each other, not in a circle.
      List<Entry> sorted =
          minutes.stream().sorted((one, other) -> one.span().compareTo(other.span())).toList();
      HistorySpots spots = HistorySpots.of(connection, sorted);
      for (Step step : Step.values()) {
        HistoryRows.add(connection, step, sorted, spots);
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  @Transactional
  public HistoryPage read(HistoryQuestion question) {
    try (Connection connection = dataSource.getConnection()) {
      return HistoryRows.read(connection, question);
    } catch (SQLException e) {
      if (CANCELED.equals(e.getSQLState())) {
        throw new TooLongException(e);
      }
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  @Transactional
  public boolean knows(String cluster) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement row =
            connection.prepareStatement("select 1 from history_spot where cluster = ? limit 1")) {
      row.setString(1, cluster);
      try (var found = row.executeQuery()) {
        return found.next();
      }
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  @Transactional
  public int forget(Step step, Instant before, int most) {
    String table = HistoryRows.table(step);
    String delete =
        "delete from %1$s where ctid = any (array(select ctid from %1$s where began < ?"
            + " order by began limit ?))";
    try (Connection connection = dataSource.getConnection()) {
      return deleted(connection, delete.formatted(table), before, most);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  @Override
  @Transactional
  public void forgetSpots(Instant before, int most) {
    try (Connection connection = dataSource.getConnection()) {
      HistorySpots.forget(connection, before, most);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static int deleted(Connection connection, String delete, Instant before, int most)
      throws SQLException {
    try (PreparedStatement rows = connection.prepareStatement(delete)) {
      rows.setObject(1, before.atOffset(ZoneOffset.UTC));
      rows.setInt(2, most);
      return rows.executeUpdate();
    }
  }
}

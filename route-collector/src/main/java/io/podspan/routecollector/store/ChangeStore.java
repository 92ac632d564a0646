package io.podspan.routecollector.store;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.ChangeSettings;
import io.podspan.servicekit.publish.UncheckedSqlException;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/** What changed, in Postgres. What is too old or too much is forgotten each minute. */
@ApplicationScoped
public class ChangeStore implements ChangeRecords {
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final long OCTETS_OF_A_MEGABYTE = 1_000_000;

  private final DataSource dataSource;
  private final ChangeSettings settings;
  private final SupervisedThread keeper;

  @Inject
  public ChangeStore(DataSource dataSource, ChangeSettings settings, Supervision supervision) {
    this.dataSource = dataSource;
    this.settings = settings;
    this.keeper = supervision.thread("changes-keeper", this::keep);
  }

  void start(@Observes StartupEvent event) {
    keeper.start();
  }

  void stop(@Observes ShutdownEvent event) {
    keeper.close();
  }

  private Duration keep() {
    forget(
        kept().now().minus(settings.keep()),
        settings.rows(),
        settings.megabytes() * OCTETS_OF_A_MEGABYTE);
    return BETWEEN;
  }

  /** Instances do the same one after the other, which changes nothing. */
  void forget(Instant before, int mostRows, long mostOctets) {
    with(
        connection -> {
          ChangeRows.forget(connection, before, mostRows, mostOctets);
          return before;
        });
  }

  @Override
  public Kept kept() {
    return with(ChangeRows::kept);
  }

  @Override
  public List<String> nodes(Between between) {
    return with(connection -> ChangeRows.nodes(connection, between));
  }

  @Override
  @Transactional
  public void read(String clusterAndNode, Between between, BiConsumer<Change, Instant> taker) {
    with(
        connection -> {
          ChangeRows.read(connection, clusterAndNode, between, taker);
          return clusterAndNode;
        });
  }

  /** What is done with a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}

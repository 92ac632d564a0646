package io.podspan.probeservice.store;

import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.probe.Announcer;
import io.podspan.probeservice.probe.Ledger;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.servicekit.publish.UncheckedSqlException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Load, decide, save and announce: one transaction. */
@ApplicationScoped
public class PostgresLedger implements Ledger {
  private final DataSource dataSource;
  private final Announcer announcer;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public PostgresLedger(DataSource dataSource, Announcer announcer) {
    this.dataSource = dataSource;
    this.announcer = announcer;
  }

  @Override
  @Transactional
  public Outcome record(Measurement measurement) {
    return with(
        connection -> {
          // A round and a probe on demand take turns, also when the pair has no row yet.
          ReachabilityRows.lock(connection, measurement.clusters());
          Optional<PairState> before = ReachabilityRows.find(connection, measurement.clusters());
          Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          Outcome outcome = Outcome.of(before.orElse(null), measurement, now);
          ReachabilityRows.save(connection, outcome.now());
          announcer.announce(outcome);
          return outcome;
        });
  }

  @Override
  @Transactional
  public List<PairState> all() {
    return with(ReachabilityRows::all);
  }

  @Override
  @Transactional
  public Optional<PairState> find(ClusterPair clusters) {
    return with(connection -> ReachabilityRows.find(connection, clusters));
  }

  @Override
  @Transactional
  public void keep(Set<ClusterPair> joined) {
    with(
        connection -> {
          for (PairState known : ReachabilityRows.all(connection)) {
            if (!joined.contains(known.clusters())) {
              ReachabilityRows.delete(connection, known.clusters());
            }
          }
          return joined;
        });
  }

  /** What is done with a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** On the connection of the caller's transaction. */
  private <T> T with(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }
}

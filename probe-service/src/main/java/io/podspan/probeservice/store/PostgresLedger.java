package io.podspan.probeservice.store;

import io.podspan.probeservice.probe.Announcer;
import io.podspan.probeservice.probe.ClusterPair;
import io.podspan.probeservice.probe.Ledger;
import io.podspan.probeservice.probe.Outcome;
import io.podspan.probeservice.probe.PairState;
import io.podspan.probeservice.probe.Reachability;
import io.podspan.probeservice.probe.Reading;
import io.podspan.probeservice.store.ReachabilityEntity.Key;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Load, decide, save and announce: one transaction. */
@ApplicationScoped
public class PostgresLedger implements Ledger {
  private final Announcer announcer;
  private final Clock clock = Clock.systemUTC();

  @Inject
  public PostgresLedger(Announcer announcer) {
    this.announcer = announcer;
  }

  @Override
  @Transactional
  public Outcome record(Reading reading) {
    // Locked, so that a round and a probe on demand take turns.
    @Nullable ReachabilityEntity row =
        ReachabilityEntity.findById(key(reading.clusters()), LockModeType.PESSIMISTIC_WRITE);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Outcome outcome = Outcome.of(row == null ? null : known(row), reading, now);
    write(row, outcome.now());
    announcer.announce(outcome);
    return outcome;
  }

  private static void write(@Nullable ReachabilityEntity present, PairState now) {
    ReachabilityEntity row = present == null ? new ReachabilityEntity() : present;
    row.state = now.state().name();
    row.since = now.since();
    row.round = now.round();
    row.measuredAt = now.measuredAt();
    row.tookMillis = now.tookMillis();
    row.verdict = VerdictJson.write(now.last());
    if (present == null) {
      row.key = key(now.clusters());
      row.persist();
    }
  }

  @Override
  @Transactional
  public List<PairState> all() {
    return ReachabilityEntity.<ReachabilityEntity>listAll(Sort.by("key.from", "key.to")).stream()
        .map(PostgresLedger::known)
        .toList();
  }

  @Override
  @Transactional
  public Optional<PairState> find(ClusterPair clusters) {
    @Nullable ReachabilityEntity row = ReachabilityEntity.findById(key(clusters));
    return Optional.ofNullable(row).map(PostgresLedger::known);
  }

  @Override
  @Transactional
  public void keep(Set<ClusterPair> joined) {
    for (ReachabilityEntity row : ReachabilityEntity.<ReachabilityEntity>listAll()) {
      if (!joined.contains(new ClusterPair(row.key.from(), row.key.to()))) {
        row.delete();
      }
    }
  }

  private static Key key(ClusterPair clusters) {
    return new Key(clusters.from(), clusters.to());
  }

  private static PairState known(ReachabilityEntity row) {
    return new PairState(
        new ClusterPair(row.key.from(), row.key.to()),
        row.since,
        row.round,
        row.measuredAt,
        row.tookMillis,
        VerdictJson.read(row.verdict, Reachability.valueOf(row.state)));
  }
}

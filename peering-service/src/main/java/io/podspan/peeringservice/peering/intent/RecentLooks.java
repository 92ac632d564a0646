package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What clusters were like when a rehearsal last looked: reading one takes a score of requests, and
 * a fleet has hundreds. A look holds while the cluster is followed and nothing was heard of it, and
 * for half a minute at most, for what no watch tells. Where something lacked, the operator may have
 * just mended it, so that look is not kept. Any thread.
 */
final class RecentLooks {
  static final Duration HOLDS = Duration.ofSeconds(30);

  private final FollowedClusters followed;
  private final LongSupplier nanoTime;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(Access access, RouterKind kind, long heard, long at, Look look) {}

  /**
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  RecentLooks(FollowedClusters followed, LongSupplier nanoTime) {
    this.followed = followed;
    this.nanoTime = nanoTime;
  }

  /** None is kept. */
  static RecentLooks none() {
    return new RecentLooks(_ -> OptionalLong.empty(), System::nanoTime);
  }

  /**
   * The last look if it holds, otherwise a new one.
   *
   * @param read looks at the cluster now
   */
  Look of(KnownCluster cluster, Supplier<Look> read) {
    OptionalLong heard = followed.heard(cluster.name());
    if (heard.isEmpty()) {
      kept.remove(cluster.name());
      return read.get();
    }
    return present(cluster, heard.getAsLong())
        .orElseGet(() -> anew(cluster, heard.getAsLong(), read));
  }

  private Optional<Look> present(KnownCluster cluster, long heard) {
    return Optional.ofNullable(kept.get(cluster.name()))
        .filter(last -> holds(last, cluster, heard))
        .map(Kept::look);
  }

  private boolean holds(Kept last, KnownCluster cluster, long heard) {
    return last.heard() == heard
        && nanoTime.getAsLong() - last.at() < HOLDS.toNanos()
        && last.access().equals(cluster.said().access())
        && last.kind().equals(cluster.cluster().cni());
  }

  /** What is heard while it is read makes it a look of before. */
  private Look anew(KnownCluster cluster, long heard, Supplier<Look> read) {
    long at = nanoTime.getAsLong();
    Look look = read.get();
    if (look instanceof Seen seen && seen.missingRights().isEmpty()) {
      kept.put(
          cluster.name(),
          new Kept(cluster.said().access(), cluster.cluster().cni(), heard, at, look));
    } else {
      kept.remove(cluster.name());
    }
    return look;
  }
}

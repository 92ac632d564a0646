package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.LongMap;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What one session announces, on its way through its import policy into the shard. Owned by the
 * shard loop.
 */
final class AdjRibIn {
  /**
   * Rejected prefixes that are remembered, so that each is told once; beyond that they are only
   * counted.
   */
  private static final int MAX_REMEMBERED = 1000;

  private final RouteSource source;
  private final RibShard shard;
  private final ReflectionRules rules;
  private final RouteObserver observer;
  private final EngineStatistics statistics;
  private final LongMap<Rejection> rejected = new LongMap<>();
  private final SessionCounters counters;
  private ImportPolicy policy;
  private boolean limitTold;

  AdjRibIn(
      RouteSource source,
      ImportPolicy policy,
      SessionCounters counters,
      ReflectionEngine.Shared shared) {
    this.source = source;
    this.policy = policy;
    this.counters = counters;
    this.shard = shared.shard();
    this.rules = shared.rules();
    this.observer = shared.observer();
    this.statistics = shared.statistics();
  }

  void announce(long prefix, PathAttributes attributes) {
    Rejection rejection = verdict(prefix, attributes);
    if (rejection == null) {
      rejected.remove(prefix);
      shard.announce(prefix, source, attributes);
    } else {
      // An UPDATE replaces what was there before, also when it is not taken.
      shard.withdraw(prefix, source);
      reject(prefix, attributes.nextHop(), rejection);
    }
    count();
  }

  void withdraw(long prefix) {
    rejected.remove(prefix);
    shard.withdraw(prefix, source);
    count();
  }

  /** Whether the peer should announce again what may be taken now. */
  boolean changePolicy(ImportPolicy next) {
    boolean wider = !policy.covers(next);
    policy = next;
    limitTold = false;
    for (long prefix : shard.prefixesFrom(source)) {
      Path path = shard.path(prefix, source);
      if (path != null) {
        announceAgain(prefix, path.attributes());
      }
    }
    count();
    return wider && !rejected.isEmpty();
  }

  private void announceAgain(long prefix, PathAttributes attributes) {
    Rejection rejection = verdict(prefix, attributes);
    if (rejection != null) {
      shard.withdraw(prefix, source);
      reject(prefix, attributes.nextHop(), rejection);
    }
  }

  private @Nullable Rejection verdict(long prefix, PathAttributes attributes) {
    Rejection loop = rules.loop(attributes);
    if (loop != null) {
      return loop;
    }
    if (!policy.allowsPrefix(prefix)) {
      return Rejection.OUTSIDE_POD_CIDRS;
    }
    if (!policy.allowsNextHop(attributes.nextHop())) {
      return Rejection.FOREIGN_NEXT_HOP;
    }
    boolean fits = shard.has(prefix, source) || shard.countFrom(source) < policy.prefixLimit();
    return fits ? null : Rejection.PREFIX_LIMIT;
  }

  private void reject(long prefix, int nextHop, Rejection rejection) {
    statistics.count(rejection);
    counters.countRejected();
    if (rejection == Rejection.PREFIX_LIMIT && !limitTold) {
      limitTold = true;
      observer.onPrefixLimit(source, policy.prefixLimit());
    }
    boolean known = rejected.get(prefix) == rejection;
    if (!known && (rejected.size() < MAX_REMEMBERED || rejected.containsKey(prefix))) {
      rejected.put(prefix, rejection);
      observer.onRejected(source, prefix, nextHop, rejection);
    }
  }

  private void count() {
    counters.accepted(shard.countFrom(source));
  }
}

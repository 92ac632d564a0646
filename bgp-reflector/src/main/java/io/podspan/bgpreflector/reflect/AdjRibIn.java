package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.PathSet;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.rib.SourceRoutes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one peer announces, on its way through the import policy into the shard. It outlives a
 * session where the routes do. Owned by the shard loop.
 */
final class AdjRibIn {
  /**
   * Rejected prefixes that are remembered, so that each is told once; beyond that they are only
   * counted.
   */
  private static final int MAX_REMEMBERED = 1000;

  private final SourceRoutes routes;
  private final RibShard shard;
  private final ReflectionRules rules;
  private final RouteObserver observer;
  private final EngineStatistics statistics;
  private final Map<Prefix, Rejection> rejected = new HashMap<>();

  /** By family: what the peer has to announce again, and has not yet. */
  private final Map<AddressFamily, PathSet> stale = new EnumMap<>(AddressFamily.class);

  private ImportPolicy policy;
  private SessionCounters counters;
  private MemberOutput output;
  private boolean limitTold;
  private boolean warned;
  private boolean closed;

  AdjRibIn(
      SourceRoutes routes,
      ImportPolicy policy,
      SessionCounters counters,
      MemberOutput output,
      ReflectionEngine.Shared shared) {
    this.routes = routes;
    this.policy = policy;
    this.counters = counters;
    this.output = output;
    this.shard = shared.shard();
    this.rules = shared.rules();
    this.observer = shared.observer();
    this.statistics = shared.statistics();
  }

  private RouteSource source() {
    return routes.source();
  }

  void announce(Nlri announced, PathAttributes received) {
    if (closed) {
      return;
    }
    Rejection ofAll = verdict(received);
    Path path = shard.beginUse(source(), ReflectionRules.inbound(source(), received));
    for (int i = 0; i < announced.size() && !closed; i++) {
      announce(destination(announced, i), path, ofAll);
    }
    shard.endUse(path);
  }

  private Destination destination(Nlri nlri, int index) {
    return shard.destination(
        nlri.family() == AddressFamily.IPV6_UNICAST,
        nlri.high(index),
        nlri.low(index),
        nlri.length(index));
  }

  private void announce(Destination destination, Path path, @Nullable Rejection ofAll) {
    Rejection rejection = ofAll != null ? ofAll : verdict(destination);
    noLongerStale(destination);
    if (rejection == null) {
      if (shard.announce(routes, destination, path)) {
        countMore(destination.family());
      }
      forgetRejection(destination);
    } else {
      // An UPDATE replaces what was there before, also when it is not taken.
      withdrawKnown(destination);
      reject(destination.prefix(), path.attributes(), rejection);
      shard.forgetIfEmpty(destination);
    }
  }

  /** Null when routes with these attributes are taken. */
  private @Nullable Rejection verdict(PathAttributes attributes) {
    Rejection loop = rules.loop(attributes);
    if (loop != null) {
      return loop;
    }
    return policy.allowsNextHop(attributes.nextHop()) ? null : Rejection.NEXT_HOP_NOT_ACCEPTED;
  }

  private @Nullable Rejection verdict(Destination destination) {
    if (!policy.allowsPrefix(destination)) {
      return Rejection.PREFIX_NOT_ACCEPTED;
    }
    boolean fits =
        counters.accepted(destination.family()) < policy.limit().maximum()
            || routes.has(destination, Path.NO_ID);
    return fits ? null : Rejection.PREFIX_LIMIT;
  }

  void withdraw(Nlri withdrawn) {
    for (int i = 0; i < withdrawn.size(); i++) {
      Destination destination =
          shard.find(
              withdrawn.family() == AddressFamily.IPV6_UNICAST,
              withdrawn.high(i),
              withdrawn.low(i),
              withdrawn.length(i));
      if (destination != null) {
        withdrawKnown(destination);
        noLongerStale(destination);
      }
      if (!rejected.isEmpty()) {
        rejected.remove(withdrawn.at(i));
      }
    }
  }

  private void withdrawKnown(Destination destination) {
    withdrawKnown(destination, Path.NO_ID);
  }

  private void withdrawKnown(Destination destination, int pathId) {
    if (shard.withdraw(routes, destination, pathId)) {
      counters.addAccepted(destination.family(), -1);
    }
  }

  /** Withdraws everything. */
  void drop() {
    counters.addAccepted(AddressFamily.IPV4_UNICAST, -routes.count(AddressFamily.IPV4_UNICAST));
    counters.addAccepted(AddressFamily.IPV6_UNICAST, -routes.count(AddressFamily.IPV6_UNICAST));
    shard.drop(routes);
  }

  // Sessions.

  /** The session is over and its routes stay: all of them have to be announced again. */
  void keepAsStale() {
    for (AddressFamily family : AddressFamily.values()) {
      refreshBegins(family);
    }
  }

  /** A new session of the peer, which begins with the routes that were kept. */
  void resume(ImportPolicy next, SessionCounters of, MemberOutput to) {
    counters = of;
    output = to;
    closed = false;
    rejected.clear();
    for (AddressFamily family : AddressFamily.values()) {
      counters.addAccepted(family, routes.count(family));
    }
    changePolicy(next);
  }

  // Refresh (RFC 7313, section 4).

  /** What is there becomes stale until it is announced again. */
  void refreshBegins(AddressFamily family) {
    PathSet marked = new PathSet();
    routes.forEach(
        (id, pathId) -> {
          Destination destination = shard.destinations().byId(id);
          if (destination != null && destination.family() == family) {
            marked.add(id, pathId);
          }
        });
    stale.put(family, marked);
  }

  /** What is still stale is gone. */
  void refreshEnds(AddressFamily family) {
    PathSet left = stale.remove(family);
    if (left != null) {
      statistics.count(EngineCounter.ROUTES_STALE_SWEPT, left.size());
      left.forEach(this::sweep);
    }
  }

  private void sweep(int id, int pathId) {
    Destination destination = shard.destinations().byId(id);
    if (destination != null) {
      withdrawKnown(destination, pathId);
    }
  }

  private void noLongerStale(Destination destination) {
    if (!stale.isEmpty()) {
      PathSet marked = stale.get(destination.family());
      if (marked != null) {
        marked.remove(destination.id(), Path.NO_ID);
      }
    }
  }

  // Policy.

  /** Whether the peer should announce again what may be taken now. */
  boolean changePolicy(ImportPolicy next) {
    boolean wider = !policy.covers(next);
    policy = next;
    limitTold = false;
    warned = false;
    routes.forEach(this::judgeAgain);
    return wider && !rejected.isEmpty();
  }

  private void judgeAgain(int id, int pathId) {
    Destination destination = shard.destinations().byId(id);
    Path path = destination == null ? null : shard.path(routes, destination, pathId);
    if (destination == null || path == null) {
      return;
    }
    Rejection rejection = verdict(path.attributes());
    if (rejection == null) {
      rejection = verdict(destination);
    }
    if (rejection == null && counters.accepted(destination.family()) > policy.limit().maximum()) {
      // A lower limit takes effect at once.
      rejection = Rejection.PREFIX_LIMIT;
    }
    if (rejection != null) {
      withdrawKnown(destination, pathId);
      reject(destination.prefix(), path.attributes(), rejection);
    }
  }

  private void reject(Prefix prefix, PathAttributes attributes, Rejection rejection) {
    statistics.count(rejection);
    counters.countRejected();
    if (rejection == Rejection.PREFIX_LIMIT) {
      onLimit(AddressFamily.unicast(prefix.family()));
    }
    boolean known = rejected.get(prefix) == rejection;
    if (!known && (rejected.size() < MAX_REMEMBERED || rejected.containsKey(prefix))) {
      rejected.put(prefix, rejection);
      observer.onRejected(source(), prefix, attributes.nextHop(), rejection);
    }
  }

  private void forgetRejection(Destination destination) {
    if (!rejected.isEmpty()) {
      rejected.remove(destination.prefix());
    }
  }

  private void countMore(AddressFamily family) {
    int count = counters.addAccepted(family, 1);
    PrefixLimit limit = policy.limit();
    if (count >= limit.warnAt() && limit.warnPercent() < 100 && !warned) {
      warned = true;
      observer.onPrefixLimitNear(source(), family, count, limit);
    }
  }

  private void onLimit(AddressFamily family) {
    if (limitTold) {
      return;
    }
    limitTold = true;
    observer.onPrefixLimit(source(), family, policy.limit());
    switch (policy.limit().onExceeded()) {
      case REJECT -> {}
      case RESET -> {
        // Nothing more is taken until the session is gone, and its routes with it.
        closed = true;
        output.prefixLimitReached(family, policy.limit());
      }
    }
  }
}

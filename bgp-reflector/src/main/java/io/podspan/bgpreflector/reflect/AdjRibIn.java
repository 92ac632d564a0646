package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one peer announces, on its way through the import policy into the shard. It outlives a
 * session where the routes do. Owned by the shard loop.
 */
final class AdjRibIn {
  /**
   * Rejected prefixes that are remembered, so that each is told once; beyond that they are only
   * counted. As many again of malformed messages.
   */
  private static final int MAX_REMEMBERED = 1000;

  private final SourceRoutes routes;
  private final RibShard shard;
  private final ReflectionRules rules;
  private final RouteObserver observer;
  private final EngineStatistics statistics;
  private final Map<Prefix, HeardRoute.Rejected> rejected = new HashMap<>();

  /** Announced in messages that were treated as withdrawals. */
  private final Map<Prefix, HeardRoute.Malformed> malformed = new HashMap<>();

  /**
   * The families whose routes are stale until the peer announces them again, with those that it has
   * announced again. Everything of a family becomes stale without a walk.
   */
  private final Map<AddressFamily, PathSet> renewed = new EnumMap<>(AddressFamily.class);

  /** Those of them that are stale because the peer restarts: its End-of-RIB ends that. */
  private final Set<AddressFamily> restarting = EnumSet.noneOf(AddressFamily.class);

  /** By family, how many stale routes the counters know of. */
  private final int[] staleTold = new int[AddressFamily.values().length];

  private ImportPolicy policy;
  private SessionCounters counters;
  private MemberOutput output;
  private boolean remembersAll = true;
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
    if (rejection == null) {
      if (shard.announce(routes, destination, path)) {
        countMore(destination.family());
      }
      renew(destination);
      if (isAnyRemembered()) {
        forget(destination.prefix());
      }
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
    IpAddress nextHop = attributes.nextHop();
    Rejection unusable = rules.nextHop(source(), nextHop);
    if (unusable != null) {
      return unusable;
    }
    return policy.allowsNextHop(nextHop) ? null : Rejection.NEXT_HOP_NOT_ACCEPTED;
  }

  private @Nullable Rejection verdict(Destination destination) {
    if (ReflectionRules.isMulticast(destination)) {
      return Rejection.MULTICAST_PREFIX;
    }
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
      }
      if (isAnyRemembered()) {
        forget(withdrawn.at(i));
      }
    }
  }

  /** The message that announced these was treated as a withdrawal, which has been applied. */
  void malformed(Nlri withdrawn, String why) {
    HeardRoute.Malformed verdict = new HeardRoute.Malformed(why);
    for (int i = 0; i < withdrawn.size(); i++) {
      Prefix prefix = withdrawn.at(i);
      if (malformed.size() < MAX_REMEMBERED || malformed.containsKey(prefix)) {
        malformed.put(prefix, verdict);
      } else {
        remembersAll = false;
      }
    }
  }

  private boolean isAnyRemembered() {
    return !rejected.isEmpty() || !malformed.isEmpty();
  }

  private void forget(Prefix prefix) {
    rejected.remove(prefix);
    malformed.remove(prefix);
  }

  /** Whether a path to this prefix is in the table. */
  boolean has(Prefix prefix) {
    Destination known = shard.find(prefix);
    return known != null && routes.has(known, Path.NO_ID);
  }

  /** What the peer has said of this prefix in its session. */
  HeardRoute heard(Prefix prefix) {
    HeardRoute.Refused refused = malformed.get(prefix);
    return new HeardRoute(
        has(prefix), refused == null ? rejected.get(prefix) : refused, remembersAll);
  }

  private void withdrawKnown(Destination destination) {
    withdrawKnown(destination, Path.NO_ID);
  }

  private void withdrawKnown(Destination destination, int pathId) {
    if (shard.withdraw(routes, destination, pathId)) {
      counters.addAccepted(destination.family(), -1);
      PathSet again = renewed.get(destination.family());
      if (again != null) {
        again.remove(destination.id(), pathId);
        countStale(destination.family());
      }
    }
  }

  /** Withdraws everything. */
  void drop() {
    counters.addAccepted(AddressFamily.IPV4_UNICAST, -routes.count(AddressFamily.IPV4_UNICAST));
    counters.addAccepted(AddressFamily.IPV6_UNICAST, -routes.count(AddressFamily.IPV6_UNICAST));
    shard.drop(routes);
    renewed.clear();
    restarting.clear();
    countStale();
  }

  /**
   * How many prefixes there are, and the first of them.
   *
   * @param atMost how many of them
   */
  AnnouncedRoutes announced(int atMost) {
    PriorityQueue<Prefix> first = new PriorityQueue<>(Comparator.reverseOrder());
    routes.forEach(
        (id, _) -> {
          Destination destination = shard.destinations().byId(id);
          if (destination != null) {
            first.add(destination.prefix());
            if (first.size() > atMost) {
              first.remove();
            }
          }
        });
    int total = routes.count(AddressFamily.IPV4_UNICAST) + routes.count(AddressFamily.IPV6_UNICAST);
    return new AnnouncedRoutes(total, first.stream().sorted().toList());
  }

  // Sessions.

  /**
   * The session is over and its routes stay: all of them have to be announced again. Those that
   * were stale already are withdrawn (RFC 4724, section 4.2).
   */
  void keepAsStale() {
    for (AddressFamily family : AddressFamily.values()) {
      if (restarting.contains(family)) {
        refreshEnds(family);
      }
      refreshBegins(family);
      restarting.add(family);
    }
  }

  /** A new session of the peer, which begins with the routes that were kept. */
  void resume(ImportPolicy next, SessionCounters of, MemberOutput to) {
    counters = of;
    output = to;
    closed = false;
    rejected.clear();
    malformed.clear();
    remembersAll = true;
    Arrays.fill(staleTold, 0);
    for (AddressFamily family : AddressFamily.values()) {
      counters.addAccepted(family, routes.count(family));
    }
    countStale();
    if (!policy.equals(next)) {
      changePolicy(next);
    }
  }

  // Restart (RFC 4724, section 4.2) and refresh (RFC 7313, section 4).

  /** What is there becomes stale until it is announced again. */
  void refreshBegins(AddressFamily family) {
    renewed.put(family, new PathSet());
    restarting.remove(family);
    countStale(family);
  }

  /** The peer has announced everything of a new session. */
  void endOfRib(AddressFamily family) {
    // Not between BoRR and EoRR, where a peer says itself when it has announced everything.
    if (restarting.contains(family)) {
      refreshEnds(family);
    }
  }

  /** What is still stale is gone. */
  void refreshEnds(AddressFamily family) {
    PathSet again = renewed.remove(family);
    restarting.remove(family);
    countStale(family);
    int left = again == null ? 0 : routes.count(family) - again.size();
    if (again != null && left > 0) {
      statistics.count(EngineCounter.ROUTES_STALE_SWEPT, left);
      routes.forEach((id, pathId) -> sweep(id, pathId, family, again));
    }
  }

  private void sweep(int id, int pathId, AddressFamily family, PathSet again) {
    Destination destination = shard.destinations().byId(id);
    if (destination != null && destination.family() == family && !again.contains(id, pathId)) {
      withdrawKnown(destination, pathId);
    }
  }

  private void renew(Destination destination) {
    if (!renewed.isEmpty()) {
      PathSet again = renewed.get(destination.family());
      if (again != null && again.add(destination.id(), Path.NO_ID)) {
        countStale(destination.family());
      }
    }
  }

  private void countStale() {
    for (AddressFamily family : AddressFamily.values()) {
      countStale(family);
    }
  }

  private void countStale(AddressFamily family) {
    PathSet again = renewed.get(family);
    int stale = again == null ? 0 : routes.count(family) - again.size();
    counters.addStale(stale - staleTold[family.ordinal()]);
    staleTold[family.ordinal()] = stale;
  }

  // Policy.

  /** Whether the peer should announce again what may be taken now. */
  boolean changePolicy(ImportPolicy next) {
    ImportPolicy before = policy;
    policy = next;
    limitTold = false;
    warned = false;
    routes.forEach(this::judgeAgain);
    return !rejected.isEmpty() && !before.covers(next);
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
    malformed.remove(prefix);
    HeardRoute.Rejected before = rejected.get(prefix);
    if (before == null && rejected.size() >= MAX_REMEMBERED) {
      remembersAll = false;
      return;
    }
    rejected.put(prefix, new HeardRoute.Rejected(rejection, attributes.nextHop()));
    if (before == null || before.reason() != rejection) {
      observer.onRejected(source(), prefix, attributes.nextHop(), rejection);
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

package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import io.podspan.events.RouteEvent.NodeSessionsChanged;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.RouteEvent.RouteRestored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reading changes.
 *
 * @param now what is known from now on
 * @param events what is new in it, none when nothing is
 */
public record Observation(Known now, List<RouteEvent> events) {
  private static final Comparator<NodeSession> SESSION_ORDER =
      Comparator.comparing(NodeSession::peerAddress).thenComparing(NodeSession::state);

  /**
   * @param before null when the node was never read
   */
  public static Observation of(
      String cluster,
      String node,
      @Nullable Known before,
      Reading reading,
      Expectation expectation) {
    Known now = known(reading, expectation);
    List<RouteEvent> events = new ArrayList<>();
    if (before == null || !before.sessions().equals(now.sessions())) {
      events.add(new NodeSessionsChanged(cluster, node, now.sessions()));
    }
    if (before == null || !sameRoutes(before, now)) {
      events.add(
          new NodeRoutesChanged(
              cluster, node, now.rib(), now.fib(), now.expected().size(), now.missing().size()));
    }
    List<Missing> missedBefore = before == null ? List.of() : before.missing();
    newlyMissing(missedBefore, now)
        .forEach(m -> events.add(new RouteMissing(cluster, node, m.route(), m.table(), m.why())));
    restored(missedBefore, now)
        .forEach(route -> events.add(new RouteRestored(cluster, node, route)));
    return new Observation(now, List.copyOf(events));
  }

  private static Known known(Reading reading, Expectation expectation) {
    List<NodeSession> sessions =
        reading.sessions().stream()
            .map(
                s ->
                    new NodeSession(
                        s.peerAddress(),
                        s.peerAsn(),
                        s.state(),
                        expectation.reflectors().contains(s.peerAddress())))
            .sorted(SESSION_ORDER)
            .toList();
    return new Known(
        expectation.routes(),
        sessions,
        table(reading.rib().stream()),
        table(reading.kernel().stream().map(Observation::entry).filter(Objects::nonNull)),
        Judgement.missing(expectation, reading));
  }

  private static @Nullable RouteEntry entry(KernelRoute route) {
    return route.nextHop() == null ? null : new RouteEntry(route.prefix(), route.nextHop());
  }

  private static List<RouteEntry> table(Stream<RouteEntry> routes) {
    return routes.distinct().sorted(Expectation.ORDER).limit(Known.LARGEST_TABLE).toList();
  }

  private static boolean sameRoutes(Known before, Known now) {
    return before.rib().equals(now.rib())
        && before.fib().equals(now.fib())
        && before.expected().equals(now.expected())
        && before.missing().size() == now.missing().size();
  }

  private static List<Missing> newlyMissing(Collection<Missing> before, Known now) {
    Set<Missing> told = new HashSet<>(before);
    return now.missing().stream().filter(m -> !told.contains(m)).toList();
  }

  /** What is not expected any more is not missed any more either; nobody restored it, though. */
  private static List<RouteEntry> restored(Collection<Missing> before, Known now) {
    Set<RouteEntry> missingNow =
        now.missing().stream().map(Missing::route).collect(Collectors.toSet());
    return before.stream()
        .map(Missing::route)
        .filter(route -> !missingNow.contains(route) && now.expected().contains(route))
        .toList();
  }
}

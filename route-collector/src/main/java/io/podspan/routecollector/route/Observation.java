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
 * What a look at a node, or a new intent, changes in what is known of the node.
 *
 * @param now what is known from now on
 * @param events what is new in it, none when nothing is
 */
public record Observation(Known now, List<RouteEvent> events) {
  private static final Comparator<NodeSession> SESSION_ORDER =
      Comparator.comparing(NodeSession::peerAddress).thenComparing(NodeSession::state);

  /**
   * After the node was read.
   *
   * @param before null when the node was never read
   */
  public static Observation of(
      String cluster,
      String node,
      @Nullable Known before,
      NodeTables tables,
      Expectation expectation) {
    return observed(cluster, node, before, known(tables, expectation));
  }

  /** While the node was not read again: what is not expected any more is not missing any more. */
  public static Observation unread(
      String cluster, String node, Known before, Expectation expectation) {
    return observed(cluster, node, before, before.within(expectation));
  }

  private static Observation observed(
      String cluster, String node, @Nullable Known before, Known now) {
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
        .forEach(
            m -> events.add(RouteMissing.because(m.cause(), cluster, node, m.route(), m.table())));
    restored(missedBefore, now)
        .forEach(route -> events.add(new RouteRestored(cluster, node, route)));
    return new Observation(now, List.copyOf(events));
  }

  private static Known known(NodeTables tables, Expectation expectation) {
    List<NodeSession> sessions =
        expectation.marked(tables.sessions()).stream().sorted(SESSION_ORDER).toList();
    return new Known(
        expectation.routes(),
        sessions,
        table(tables.rib().stream()),
        table(tables.kernel().stream().map(Observation::entry).filter(Objects::nonNull)),
        Judgement.missing(expectation, tables));
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

  /** A route that is not expected any more is not missing any more, and is not restored. */
  private static List<RouteEntry> restored(Collection<Missing> before, Known now) {
    Set<RouteEntry> missingNow =
        now.missing().stream().map(Missing::route).collect(Collectors.toSet());
    return before.stream()
        .map(Missing::route)
        .filter(route -> !missingNow.contains(route) && now.expected().contains(route))
        .toList();
  }
}

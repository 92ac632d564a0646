package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import io.podspan.events.RouteEvent.NodeSessionsChanged;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.RouteEvent.RouteRestored;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
   * @param before what was known of it
   */
  public static Observation of(
      NodeStatus before, NodeTables tables, Expectation expectation, Elsewhere elsewhere) {
    return observed(
        before.cluster(),
        before.node(),
        before.known(),
        known(before, tables, expectation, elsewhere));
  }

  /** While the node was not read again: what is not expected any more is not missing any more. */
  public static Observation unread(
      String cluster, String node, Known before, Expectation expectation) {
    return observed(cluster, node, before, before.within(expectation));
  }

  private static Observation observed(
      String cluster, String node, @Nullable Known before, Known now) {
    List<RouteEvent> events = new ArrayList<>();
    if (before == null || !sameSessions(before, now)) {
      events.add(new NodeSessionsChanged(cluster, node, now.sessions(), now.gaps().sessions()));
    }
    if (before == null || !sameRoutes(before, now)) {
      events.add(
          new NodeRoutesChanged(
              cluster,
              node,
              now.rib(),
              now.fib(),
              now.expected().size(),
              now.missing().size(),
              now.unknown().size(),
              now.gaps().ofRoutes(),
              now.router()));
    }
    List<Missing> missedBefore = before == null ? List.of() : before.missing();
    newlyMissing(missedBefore, now)
        .forEach(
            m ->
                events.add(
                    RouteMissing.because(m.cause(), cluster, node, m.route(), m.table())
                        .also(m.also())));
    restored(missedBefore, now)
        .forEach(route -> events.add(new RouteRestored(cluster, node, route)));
    return new Observation(now, List.copyOf(events));
  }

  /** What could not be read at all stays as it was. */
  private static Known known(
      NodeStatus status, NodeTables tables, Expectation expectation, Elsewhere elsewhere) {
    @Nullable Known before = status.known();
    Judgement.Judged judged = Judgement.of(expectation, tables, elsewhere, status);
    List<Missing> missing = new ArrayList<>(judged.missing());
    List<RouteEntry> unknown = new ArrayList<>();
    for (RouteEntry route : judged.unknown()) {
      stillMissing(before, route, tables).ifPresentOrElse(missing::add, () -> unknown.add(route));
    }
    return new Known(
        expectation.routes(),
        tables
            .sessions()
            .value()
            .map(read -> sorted(expectation.marked(read)))
            .orElseGet(() -> before == null ? List.of() : expectation.marked(before.sessions())),
        tables
            .rib()
            .value()
            .map(read -> table(read.best().stream()))
            .orElseGet(() -> before == null ? List.of() : before.rib()),
        tables
            .kernel()
            .value()
            .map(Observation::used)
            .orElseGet(() -> before == null ? List.of() : before.fib()),
        missing,
        unknown,
        Gaps.of(tables),
        tables.router() == null && before != null ? before.router() : tables.router(),
        waiting(status, tables, judged.unknown()),
        Extents.of(before, tables));
  }

  /**
   * Each look of this node would be newer than a slow one of the other: what counts is the first
   * look that did not see the route. Of a table that was read in part nobody knows what is not in
   * it.
   */
  private static List<Known.Waiting> waiting(
      NodeStatus before, NodeTables tables, List<RouteEntry> unknown) {
    if (!(tables.rib() instanceof Answer.Whole<RouterTable>(RouterTable rib))) {
      return List.of();
    }
    Set<RouteEntry> best = new HashSet<>(rib.best());
    return unknown.stream()
        .filter(route -> !best.contains(route))
        .flatMap(route -> before.waitingSince(route).map(t -> new Known.Waiting(route, t)).stream())
        .toList();
  }

  /** A route that was missing stays so until it is seen. */
  private static Optional<Missing> stillMissing(
      @Nullable Known before, RouteEntry route, NodeTables tables) {
    if (before == null) {
      return Optional.empty();
    }
    boolean inRib = tables.rib().value().filter(rib -> rib.best().contains(route)).isPresent();
    String gap = tables.kernel().gap();
    return before.missing().stream()
        .filter(m -> m.route().equals(route))
        .findFirst()
        .map(
            m ->
                inRib && gap != null
                    ? new Missing(route, Table.FIB, new RouteReason.KernelUnread(gap))
                    : m);
  }

  /** Of a mesh of thousands the first ones; those with reflectors always. */
  private static List<NodeSession> sorted(List<NodeSession> sessions) {
    return sessions.stream()
        .sorted(
            Comparator.comparing((NodeSession s) -> !s.reflector()).thenComparing(SESSION_ORDER))
        .limit(Known.LARGEST_TABLE)
        .sorted(SESSION_ORDER)
        .toList();
  }

  /** The routes of the kernel that packets really take, of those that have a gateway. */
  private static List<RouteEntry> used(List<KernelRoute> kernel) {
    return table(
        new ForwardingTable(kernel)
            .used().stream()
                .filter(route -> route.link() == KernelRoute.Link.UP)
                .flatMap(route -> route.entry().stream()));
  }

  private static List<RouteEntry> table(Stream<RouteEntry> routes) {
    return routes.distinct().sorted(Expectation.ORDER).limit(Known.LARGEST_TABLE).toList();
  }

  private static boolean sameSessions(Known before, Known now) {
    return before.sessions().equals(now.sessions())
        && Objects.equals(before.gaps().sessions(), now.gaps().sessions());
  }

  private static boolean sameRoutes(Known before, Known now) {
    return before.rib().equals(now.rib())
        && Objects.equals(before.router(), now.router())
        && Objects.equals(before.gaps().ofRoutes(), now.gaps().ofRoutes())
        && before.unknown().size() == now.unknown().size()
        && before.fib().equals(now.fib())
        && before.expected().equals(now.expected())
        && before.missing().size() == now.missing().size();
  }

  /** A text that changes is the same break still: only the row keeps the newest. */
  private static List<Missing> newlyMissing(Collection<Missing> before, Known now) {
    Set<Missing.Told> told = before.stream().map(Missing::told).collect(Collectors.toSet());
    return now.missing().stream().filter(m -> !told.contains(m.told())).toList();
  }

  /** A route that is not expected any more is not missing any more, and is not restored. */
  private static List<RouteEntry> restored(Collection<Missing> before, Known now) {
    Set<RouteEntry> missingNow =
        Stream.concat(now.missing().stream().map(Missing::route), now.unknown().stream())
            .collect(Collectors.toSet());
    return before.stream()
        .map(Missing::route)
        .filter(route -> !missingNow.contains(route) && now.expected().contains(route))
        .toList();
  }
}

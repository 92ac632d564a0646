package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEvent;
import io.podspan.events.reason.RouteReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node and what it has.
 *
 * @param leftOut why nothing is expected of it now, null when it takes part
 * @param expectedRoutes how many routes to other clusters' pods it should have
 * @param missingRoutes how many of them its kernel lacks, null when nobody has read it
 * @param unknownRoutes of how many of them could not be read whether it has them, null when nobody
 *     has read it
 * @param unread why the node, or what of its routes, could not be read at the last look; null when
 *     all could. What is known of its routes is from before
 * @param routesSince since when
 * @param missing which, and why
 * @param sessions what its own router says of its sessions, null when nobody has read it
 */
public record NodeView(
    String name,
    String address,
    List<String> podCidrs,
    @Nullable String leftOut,
    int expectedRoutes,
    @Nullable Integer missingRoutes,
    @Nullable Integer unknownRoutes,
    @Nullable String unread,
    @Nullable Instant routesSince,
    List<MissingRoute> missing,
    @Nullable List<NodeSession> sessions) {

  /**
   * A route that the node should have.
   *
   * @param table RIB or FIB
   * @param why the text of the cause
   * @param cause why as a value, null when the event had none
   * @param nextStep what to do, null when there is nothing to do
   * @param also the next break on the way of the route, null when none was seen
   */
  public record MissingRoute(
      String prefix,
      String nextHop,
      String table,
      String why,
      @Nullable RouteReason cause,
      @Nullable String nextStep,
      @Nullable RouteReason also,
      Instant since) {}

  /**
   * @param expected how many routes each node of the cluster should have
   */
  static NodeView of(ClusterState cluster, NodeState node, Projection projection, int expected) {
    String subject = cluster.name() + "/" + node.name();
    Fact routes = projection.covered(Projection.NODE_ROUTES + subject).orElse(null);
    RouteEvent.NodeRoutesChanged read =
        routes != null && routes.event() instanceof RouteEvent.NodeRoutesChanged changed
            ? changed
            : null;
    return new NodeView(
        node.name(),
        node.address(),
        node.podCidrs(),
        node.leftOut(),
        node.takesPart() ? expected : 0,
        read == null ? null : read.missing(),
        read == null ? null : read.notJudged(),
        unread(projection, subject, read),
        routes == null ? null : routes.time(),
        missing(projection, subject),
        sessions(projection, subject));
  }

  private static @Nullable String unread(
      Projection projection, String subject, RouteEvent.@Nullable NodeRoutesChanged read) {
    return projection
        .covered(Projection.UNREAD_NODES + subject)
        .map(fact -> ((RouteEvent.NodeRead) fact.event()).why())
        .orElse(read == null ? null : read.unread());
  }

  private static List<MissingRoute> missing(Projection projection, String subject) {
    return projection
        .coveredFacts(Projection.MISSING_ROUTES + subject + "/")
        .map(slot -> missingRoute(slot.getValue()))
        .toList();
  }

  private static MissingRoute missingRoute(Fact fact) {
    RouteEvent.RouteMissing missing = (RouteEvent.RouteMissing) fact.event();
    return new MissingRoute(
        missing.route().prefix(),
        missing.route().nextHop(),
        missing.table().name(),
        missing.why(),
        missing.cause(),
        NextStep.of(missing.cause()),
        missing.also(),
        fact.time());
  }

  private static @Nullable List<NodeSession> sessions(Projection projection, String subject) {
    return projection
        .covered(Projection.NODE_SESSIONS + subject)
        .map(fact -> ((RouteEvent.NodeSessionsChanged) fact.event()).sessions())
        .orElse(null);
  }

  /** What a node's router says of its session with an address, null when it says nothing. */
  static @Nullable String stateTowards(
      String address, ClusterState cluster, NodeState node, Projection projection) {
    List<NodeSession> sessions = sessions(projection, cluster.name() + "/" + node.name());
    return sessions == null
        ? null
        : sessions.stream()
            .filter(session -> session.peerAddress().equals(address))
            .map(NodeSession::state)
            .findFirst()
            .orElse(null);
  }
}

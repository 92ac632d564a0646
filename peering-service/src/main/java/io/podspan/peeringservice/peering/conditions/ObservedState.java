package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import java.time.Instant;
import java.util.Map;

/**
 * Everything that reflectors, collector and probes last said. What is absent was never said.
 *
 * @param revisions by reflector, the revision in force of each interconnect
 * @param sessions what the reflectors say of their sessions
 * @param routers by cluster/node, what the node's own router says of its sessions
 * @param routes by cluster/node, what its kernel lacks
 * @param pairs by from/to cluster, what the probes say
 * @param sources by from/to cluster, which source address pods see
 * @param sourceTroubles by cluster, why its nodes could not be kept from masquerading
 */
public record ObservedState(
    Map<String, Map<String, Long>> revisions,
    Map<SessionKey, PeerSession> sessions,
    Map<String, RouterSessions> routers,
    Map<String, NodeRoutes> routes,
    Map<String, PairReach> pairs,
    Map<String, SourceSeen> sources,
    Map<String, String> sourceTroubles) {
  public ObservedState {
    revisions = Map.copyOf(revisions);
    sessions = Map.copyOf(sessions);
    routers = Map.copyOf(routers);
    routes = Map.copyOf(routes);
    pairs = Map.copyOf(pairs);
    sources = Map.copyOf(sources);
    sourceTroubles = Map.copyOf(sourceTroubles);
  }

  /** Nothing was said of source addresses. */
  public ObservedState(
      Map<String, Map<String, Long>> revisions,
      Map<SessionKey, PeerSession> sessions,
      Map<String, RouterSessions> routers,
      Map<String, NodeRoutes> routes,
      Map<String, PairReach> pairs) {
    this(revisions, sessions, routers, routes, pairs, Map.of(), Map.of());
  }

  /**
   * The routes of one node.
   *
   * @param expected how many routes the collector looked for, of all interconnects together
   * @param missing how many of those the kernel lacks
   * @param heardAt when we heard so, by our clock
   * @param named the missing ones with the cause of each, for people; fewer than {@code missing}
   *     while some have not been named yet
   */
  public record NodeRoutes(
      int expected, int missing, Instant heardAt, Map<ExpectedRoute, String> named) {
    public NodeRoutes {
      named = Map.copyOf(named);
    }
  }

  /**
   * @param why for people: what fails, or why nothing could be measured
   */
  public record PairReach(Reachability state, String why) {}
}

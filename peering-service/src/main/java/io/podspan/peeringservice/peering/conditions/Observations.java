package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.rollout.PeerSession;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps what other services last said. Port: all belongs to the caller's transaction. The newest
 * report wins, by the time of its event, so a repeated or late event changes nothing.
 */
public interface Observations {
  /** Everything that is kept. */
  ObservedState all();

  /** A reflector has these revisions in force, by interconnect. */
  void reflectorHas(String name, Map<String, Long> revisions, Instant at);

  /** A reflector's session with an address came up or ended. */
  void session(PeerSession session);

  /**
   * A node's own router reports these states.
   *
   * @param id cluster/node
   * @param states peer address to state
   */
  void nodeSessions(String id, Map<String, String> states, Instant at, Instant receivedAt);

  /**
   * A node's kernel lacks so many of the routes that the collector looked for.
   *
   * @param id cluster/node
   */
  void nodeRoutes(String id, int expected, int missing, Instant at, Instant receivedAt);

  /**
   * A node lacks this route.
   *
   * @param id cluster/node
   * @param why the likely cause, for people
   */
  void routeMissing(String id, ExpectedRoute route, String why, Instant at);

  /**
   * A node has this route again.
   *
   * @param id cluster/node
   */
  void routeRestored(String id, ExpectedRoute route, Instant at);

  /**
   * The probes report this of a pair of clusters.
   *
   * @param id from/to cluster
   */
  void reachability(String id, Reachability state, String why, Instant at);

  /**
   * A round of probes reports this of a pair of clusters. It counts only while nothing else is
   * known of the pair, because {@link #reachability} knows more.
   *
   * @param id from/to cluster
   * @return whether it counted
   */
  boolean probeRound(String id, Reachability state, String why);

  /**
   * Removes what belongs to nothing in this intent: to a withdrawn interconnect, a removed cluster
   * or a node that is gone.
   */
  void keepOnly(DeclaredIntent intent);

  /**
   * The routes to a cluster are other ones now. So what was read of the nodes that need them does
   * not count until they are read again.
   */
  void routesChanged(DeclaredIntent intent, String cluster);
}

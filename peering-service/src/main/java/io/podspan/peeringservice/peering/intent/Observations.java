package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps what other services last said. Port: all belongs to the caller's transaction. Each keeps
 * the newest word by the time of its event, so that hearing an event twice, or an old one late,
 * changes nothing.
 */
public interface Observations {
  /** A reflector has these revisions in force, by interconnect. */
  void reflectorHas(String name, Map<String, Long> revisions, Instant at);

  /** A reflector's session with an address came up or ended. */
  void session(PeerSession session);

  /**
   * A node's own router says these states.
   *
   * @param id cluster/node
   * @param states peer address to state
   */
  void nodeSessions(String id, Map<String, String> states, Instant at, Instant receivedAt);

  /**
   * A node's kernel lacks so many of the routes that it should have.
   *
   * @param id cluster/node
   */
  void nodeRoutes(String id, int expected, int missing, Instant at);

  /**
   * The probes say this of a pair of clusters.
   *
   * @param id from/to cluster
   */
  void reachability(String id, String state, String why, Instant at);

  /**
   * What was said about an interconnect proves nothing of a later one between the same clusters, or
   * of the same name.
   */
  void forget(Interconnect interconnect);
}

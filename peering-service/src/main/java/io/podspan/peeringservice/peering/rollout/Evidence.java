package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import java.util.Optional;

/**
 * All that a gate of one node judges by. What is absent was never said.
 *
 * @param sessions what the reflectors say of the nodes of the rollout
 * @param router what the node's own router was last seen to say
 * @param announced what the reflectors say that nodes have announced, of the rollout's cluster and
 *     of those it is joined with
 * @param tables the node's routes as the collector read them
 * @param due what the intent asks of the node
 * @param probes what the probes say of it
 */
public record Evidence(
    List<PeerSession> sessions,
    Optional<RouterSessions> router,
    List<Announced> announced,
    Optional<NodeTables> tables,
    RoutesDue due,
    Probes probes) {
  public Evidence {
    sessions = List.copyOf(sessions);
    announced = List.copyOf(announced);
  }
}

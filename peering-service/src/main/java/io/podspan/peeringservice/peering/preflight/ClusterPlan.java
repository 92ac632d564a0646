package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;

/**
 * What an interconnect changes in one cluster.
 *
 * @param direction whether its peerings come, are replaced, or go
 * @param nodes the nodes in the order in which they are changed
 * @param cautions what an operator should know before, a sentence or two each
 */
public record ClusterPlan(
    String cluster,
    Direction direction,
    RouterChange change,
    List<Node> nodes,
    List<String> cautions) {
  public ClusterPlan {
    nodes = List.copyOf(nodes);
    cautions = List.copyOf(cautions);
  }
}

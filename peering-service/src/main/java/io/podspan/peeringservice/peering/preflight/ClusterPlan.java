package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;

/**
 * What an interconnect changes in one cluster.
 *
 * @param nodes the nodes in the order in which they are changed
 * @param cautions what an operator should know before, a sentence or two each
 */
public record ClusterPlan(
    String cluster, RouterChange change, List<Node> nodes, List<String> cautions) {
  public ClusterPlan {
    nodes = List.copyOf(nodes);
    cautions = List.copyOf(cautions);
  }
}

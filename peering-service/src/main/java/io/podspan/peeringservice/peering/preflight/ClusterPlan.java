package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.List;

/**
 * What an interconnect changes in one cluster.
 *
 * @param nodes the nodes in the order in which they will be changed
 * @param cautions what to know before, for people
 */
public record ClusterPlan(
    String cluster, RouterChange change, List<Node> nodes, List<String> cautions) {
  public ClusterPlan {
    nodes = List.copyOf(nodes);
    cautions = List.copyOf(cautions);
  }
}

package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import java.util.Set;

/**
 * What the probes last said of one node.
 *
 * @param nodes from and to the node, of the clusters that are joined with its cluster
 * @param joined the clusters that are, without the interconnects that are being withdrawn
 * @param ready nodes of other clusters as {@code cluster/node} whose routers have the interconnect
 *     in force
 */
public record Probes(List<ProbedNodes> nodes, Set<String> joined, Set<String> ready) {
  /** Nothing is known. */
  public static final Probes NONE = new Probes(List.of(), Set.of(), Set.of());

  public Probes {
    nodes = List.copyOf(nodes);
    joined = Set.copyOf(joined);
    ready = Set.copyOf(ready);
  }
}

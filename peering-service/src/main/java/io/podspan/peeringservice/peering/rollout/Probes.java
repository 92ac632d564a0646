package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import java.util.Set;

/**
 * What the probes last said of one node. A round tells no more than so many pairs of nodes of two
 * clusters, those with failures first: one that it does not tell of may have been measured.
 *
 * @param nodes from and to the node, of the clusters that are joined with its cluster
 * @param joined the clusters that are, without the interconnects that are being withdrawn
 * @param cut of which two clusters the last round told only a part, {@code from/to}
 * @param ready nodes of other clusters as {@code cluster/node} whose routers have the interconnect
 *     in force
 */
public record Probes(
    List<ProbedNodes> nodes, Set<String> cut, Set<String> joined, Set<String> ready) {
  /** Nothing is known. */
  public static final Probes NONE = new Probes(List.of(), Set.of(), Set.of(), Set.of());

  public Probes {
    nodes = List.copyOf(nodes);
    cut = Set.copyOf(cut);
    joined = Set.copyOf(joined);
    ready = Set.copyOf(ready);
  }
}

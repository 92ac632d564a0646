package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;

/**
 * A node is not Ready, has no router pod, or has pod addresses that are not the cluster's. It is
 * left out, and the others are joined. A cluster of which no node takes part cannot be joined.
 */
final class NodesNotReady implements Check {
  @Override
  public String name() {
    return "node-not-ready";
  }

  @Override
  public String passed() {
    return "All nodes are Ready and have a router.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen) {
        Cluster cluster = candidate.cluster();
        if (cluster.takingPart().isEmpty()) {
          findings.add(nothingLeft(cluster));
          continue;
        }
        findings.addAll(
            ManyNodes.gathered(
                cluster.name(),
                cluster.nodes().stream()
                    .filter(node -> !node.takesPart())
                    .map(node -> leftOut(cluster, node))
                    .toList()));
      }
    }
    return findings;
  }

  private Finding leftOut(Cluster cluster, Node node) {
    return Finding.caution(
        this,
        "clusters/" + cluster.name() + "/nodes/" + node.name(),
        new Caution(
            name(),
            node.leftOut() + " It is left out of " + cluster.name() + " for now.",
            "Bring the node back. It is taken in by itself then."));
  }

  private Finding nothingLeft(Cluster cluster) {
    return Finding.block(
        this,
        "clusters/" + cluster.name(),
        "No node of " + cluster.name() + " is Ready and has a router.",
        "Bring at least one node back.");
  }
}

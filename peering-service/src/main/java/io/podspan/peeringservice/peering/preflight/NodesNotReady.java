package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.util.ArrayList;
import java.util.List;

/** A node is not Ready. A rollout would stop at it. */
final class NodesNotReady implements Check {
  @Override
  public String name() {
    return "node-not-ready";
  }

  @Override
  public String passed() {
    return "All nodes are Ready.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        seen.reading().nodes().stream()
            .filter(node -> !node.ready())
            .forEach(node -> findings.add(notReady(candidate, node)));
      }
    }
    return findings;
  }

  private Finding notReady(Candidate candidate, NodeReading node) {
    return Finding.block(
        this,
        "clusters/" + candidate.name() + "/nodes/" + node.name(),
        "The node " + node.name() + " of " + candidate.name() + " is not Ready.",
        "Bring the node back, or remove it from the cluster.");
  }
}

package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.NodeChoice.LeftOut;
import io.podspan.peeringservice.peering.RegistrationDecision;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.util.ArrayList;
import java.util.List;

/** Nodes that are not joined: they get no router pod, or have no address to peer from. */
final class NodesLeftOut implements Check {
  @Override
  public String name() {
    return "node-left-out";
  }

  @Override
  public String passed() {
    return "Every node runs a router and has an address.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        findings.addAll(
            ManyNodes.gathered(
                candidate.name(),
                RegistrationDecision.leftOut(candidate.known().said(), seen.reading()).stream()
                    .map(node -> caution(candidate, node))
                    .toList()));
      }
    }
    return findings;
  }

  private Finding caution(Candidate candidate, LeftOut node) {
    return new Finding(
        name(),
        Finding.Outcome.CAUTION,
        node.code(),
        "clusters/" + candidate.name() + "/nodes/" + node.node(),
        node.why(),
        node.nextStep());
  }
}

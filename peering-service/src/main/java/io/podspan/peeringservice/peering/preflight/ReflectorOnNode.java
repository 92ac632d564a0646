package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;

/** A reflector's address belongs to a node. The node's own router listens there. */
final class ReflectorOnNode implements Check {
  @Override
  public String name() {
    return "reflector-on-node";
  }

  @Override
  public String passed() {
    return "The reflectors run on other hosts than the nodes.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      for (Candidate candidate : proposal.candidates()) {
        candidate.cluster().nodes().stream()
            .filter(node -> node.address().equals(reflector.address()))
            .forEach(node -> findings.add(same(reflector, candidate, node)));
      }
    }
    return findings;
  }

  private Finding same(Reflector reflector, Candidate candidate, Node node) {
    return Finding.block(
        this,
        "reflectors/" + reflector.name() + "/address",
        "The address "
            + reflector.address()
            + " belongs to the node "
            + node.name()
            + " of "
            + candidate.name()
            + ". The node's own router listens there.",
        "Run the reflector on a host that is not a node, and give the address of that host.");
  }
}

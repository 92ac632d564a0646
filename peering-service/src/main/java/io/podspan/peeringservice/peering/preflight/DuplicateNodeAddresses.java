package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two nodes have the same address. A reflector tells its peers apart by their addresses. */
final class DuplicateNodeAddresses implements Check {
  @Override
  public String name() {
    return "duplicate-node-address";
  }

  @Override
  public String passed() {
    return "Each node has its own address.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    for (Candidate candidate : proposal.candidates()) {
      for (Node node : candidate.cluster().nodes()) {
        String owner = candidate.name() + "/" + node.name();
        String first = owners.putIfAbsent(node.address(), owner);
        if (first != null) {
          findings.add(duplicate(node.address(), first, owner));
        }
      }
    }
    return findings;
  }

  private Finding duplicate(String address, String one, String other) {
    return Finding.block(
        this,
        "nodes/" + one + ",nodes/" + other,
        "The nodes "
            + one
            + " and "
            + other
            + " have the same address "
            + address
            + ". A reflector cannot tell them apart.",
        "Give each node its own address in the network that joins the clusters.");
  }
}

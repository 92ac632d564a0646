package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes are configured not to take the routes that a join would bring. */
final class RoutesRefused implements Check {
  private static final int SHOWN = 5;

  @Override
  public String name() {
    return "routes-refused";
  }

  @Override
  public String passed() {
    return "No node is configured to refuse the routes of the other clusters.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        refusals(candidate, seen)
            .forEach((refused, nodes) -> findings.addAll(hit(proposal, candidate, refused, nodes)));
      }
    }
    return List.copyOf(findings);
  }

  private static Map<Prefix, List<String>> refusals(Candidate candidate, Seen seen) {
    Map<Prefix, List<String>> refusals = new LinkedHashMap<>();
    for (NodeReading node : seen.reading().nodes()) {
      if (candidate.cluster().has(node.name())) {
        seen.router()
            .refusedBy(node)
            .forEach(p -> refusals.computeIfAbsent(p, _ -> new ArrayList<>()).add(node.name()));
      }
    }
    return refusals;
  }

  private List<Finding> hit(
      Proposal proposal, Candidate candidate, Prefix refused, List<String> nodes) {
    return proposal.candidates().stream()
        .map(Candidate::cluster)
        .filter(other -> !other.name().equals(candidate.name()))
        .filter(other -> announces(other, refused))
        .map(other -> refuses(candidate.cluster(), other, refused, nodes))
        .toList();
  }

  private static boolean announces(Cluster other, Prefix refused) {
    return other.podCidrs().stream().anyMatch(refused::contains)
        || other.nodes().stream()
            .map(Node::podCidrs)
            .flatMap(List::stream)
            .anyMatch(refused::contains);
  }

  private Finding refuses(Cluster cluster, Cluster other, Prefix refused, List<String> nodes) {
    return Finding.block(
        this,
        "clusters/" + cluster.name() + ",clusters/" + other.name(),
        "The nodes "
            + CidrsRead.bounded(nodes, SHOWN, ", ")
            + " of "
            + cluster.name()
            + " refuse routes inside "
            + refused
            + " by an annotation, and the pods of "
            + other.name()
            + " have addresses there.",
        "Take this prefix out of the nodes' annotation.");
  }
}

package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.strategy.Strategy.Canary;
import java.util.List;

/** A canary node that the strategy names is in none of the clusters. */
final class UnknownCanary implements Check {
  @Override
  public String name() {
    return "unknown-canary";
  }

  @Override
  public String passed() {
    return "All canary nodes are known.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    return proposal.request().rollout().canary() instanceof Canary.Named(List<String> nodes)
        ? nodes.stream().filter(node -> !isKnown(proposal, node)).map(this::unknown).toList()
        : List.of();
  }

  private static boolean isKnown(Proposal proposal, String canary) {
    Canary.Named named = new Canary.Named(List.of(canary));
    return proposal.candidates().stream()
        .map(Candidate::cluster)
        .anyMatch(cluster -> has(cluster, named));
  }

  private static boolean has(Cluster cluster, Canary.Named named) {
    return cluster.nodes().stream().anyMatch(node -> named.names(cluster.name(), node.name()));
  }

  private Finding unknown(String node) {
    return Finding.block(
        this,
        "rollout.canary.nodes",
        "No cluster of the interconnect has a node " + Quoted.of(node) + ".",
        "Correct the name, or choose the canary by labels or count.");
  }
}

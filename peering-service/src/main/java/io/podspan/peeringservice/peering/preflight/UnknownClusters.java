package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Quoted;
import java.util.List;

/** A cluster that the request names is not registered. */
final class UnknownClusters implements Check {
  @Override
  public String name() {
    return "unknown-cluster";
  }

  @Override
  public String passed() {
    return "All clusters are registered.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    return proposal.request().clusters().stream()
        .filter(name -> proposal.candidates().stream().noneMatch(c -> c.name().equals(name)))
        .map(this::unknown)
        .toList();
  }

  private Finding unknown(String name) {
    return Finding.block(
        this,
        "clusters/" + name,
        "No cluster named " + Quoted.of(name) + " is registered.",
        "Register it first, or correct the name.");
  }
}

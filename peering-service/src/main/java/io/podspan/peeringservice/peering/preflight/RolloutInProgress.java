package io.podspan.peeringservice.peering.preflight;

import java.util.List;

/** Another rollout changes the routers of a cluster right now. */
final class RolloutInProgress implements Check {
  @Override
  public String name() {
    return "rollout-in-progress";
  }

  @Override
  public String passed() {
    return "No rollout of these clusters is in progress.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    return proposal.candidates().stream()
        .filter(Candidate::rolling)
        .map(
            candidate ->
                Finding.block(
                    this,
                    "clusters/" + candidate.name(),
                    "A rollout of " + candidate.name() + " is in progress.",
                    "Wait until it has ended, then try again."))
        .toList();
  }
}

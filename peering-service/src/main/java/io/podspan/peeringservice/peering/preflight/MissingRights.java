package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.util.ArrayList;
import java.util.List;

/** The credentials of a cluster lack a right that a rollout needs. */
final class MissingRights implements Check {
  @Override
  public String name() {
    return "missing-right";
  }

  @Override
  public String passed() {
    return "The credentials have the rights that a rollout needs.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        String where = "clusters/" + candidate.name();
        seen.missingRights()
            .forEach(fault -> findings.add(Finding.block(this, Violation.of(where, fault))));
      }
    }
    return findings;
  }
}

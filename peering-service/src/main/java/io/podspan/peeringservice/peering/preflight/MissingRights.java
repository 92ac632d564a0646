package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Caution;
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
        seen.missingRights().forEach(fault -> findings.add(finding(where, fault)));
      }
    }
    return findings;
  }

  private Finding finding(String where, ClusterFault fault) {
    return fault instanceof ClusterFault.Unanswered
        ? Finding.unchecked(
            this, where, new Caution(fault.code(), fault.detail(), fault.nextStep()))
        : Finding.block(this, Violation.of(where, fault));
  }
}

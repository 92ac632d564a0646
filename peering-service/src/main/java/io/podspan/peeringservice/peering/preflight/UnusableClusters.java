package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterIdentity;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.RegistrationDecision;
import io.podspan.peeringservice.peering.RegistrationDecision.Refused;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster's API cannot be used, or the cluster is no longer one that could be registered. The
 * codes are those of the fault.
 */
final class UnusableClusters implements Check {
  @Override
  public String name() {
    return "unusable-cluster";
  }

  @Override
  public String passed() {
    return "All clusters could be read and can be joined.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    return proposal.candidates().stream()
        .flatMap(
            candidate ->
                Stream.concat(faults(candidate).stream(), clash(candidate, proposal).stream()))
        .map(fault -> Finding.block(this, fault))
        .toList();
  }

  /** The kubeconfig leads elsewhere since the registration. */
  private static Optional<Violation> clash(Candidate candidate, Proposal proposal) {
    List<KnownCluster> known = proposal.candidates().stream().map(Candidate::known).toList();
    return candidate.look() instanceof Seen seen
        ? ClusterIdentity.clash(candidate.name(), seen.reading().uid(), known)
            .map(clash -> ClusterIdentity.violation(candidate.name(), clash))
            .map(violation -> violation.within("clusters/" + candidate.name()))
        : Optional.empty();
  }

  private static List<Violation> faults(Candidate candidate) {
    String where = "clusters/" + candidate.name();
    return switch (candidate.look()) {
      case Unseen(ClusterFault fault) -> List.of(Violation.of(where, fault));
      case Seen seen ->
          RegistrationDecision.again(candidate.known().said(), seen.reading())
                  instanceof Refused(List<Violation> refusals)
              ? refusals.stream().map(refusal -> refusal.within(where)).toList()
              : List.of();
    };
  }
}

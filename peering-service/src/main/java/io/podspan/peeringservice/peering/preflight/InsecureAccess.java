package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;

/**
 * What is risky about a kubeconfig: a server that is not checked, a certificate that has expired.
 */
final class InsecureAccess implements Check {
  @Override
  public String name() {
    return "cluster-access";
  }

  @Override
  public String passed() {
    return "The connections to the API servers are encrypted and checked.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        seen.reading().remarks().access().forEach(risk -> findings.add(caution(candidate, risk)));
      }
    }
    return findings;
  }

  private Finding caution(Candidate candidate, String risk) {
    return Finding.caution(
        this,
        "clusters/" + candidate.name(),
        new Caution(
            "cluster-access-risky",
            risk,
            "Correct the kubeconfig " + candidate.known().said().access().kubeconfig() + "."));
  }
}

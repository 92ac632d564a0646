package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;

/** A cluster and a reflector have different AS numbers. Podspan reflects over iBGP (RFC 4456). */
final class AsnMismatch implements Check {
  @Override
  public String name() {
    return "asn-mismatch";
  }

  @Override
  public String passed() {
    return "The clusters and the reflectors have the same AS number.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      proposal.candidates().stream()
          .filter(candidate -> candidate.cluster().asn() != reflector.asn())
          .forEach(candidate -> findings.add(differ(reflector, candidate)));
    }
    return findings;
  }

  private Finding differ(Reflector reflector, Candidate candidate) {
    return Finding.block(
        this,
        "reflectors/" + reflector.name() + "/asn",
        "The reflector "
            + reflector.name()
            + " has the AS number "
            + reflector.asn()
            + ". The cluster "
            + candidate.name()
            + " has "
            + candidate.cluster().asn()
            + ". This version does not support sessions between different ASes.",
        "Use one AS number for the reflector and all clusters of the interconnect.");
  }
}

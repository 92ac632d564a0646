package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several clusters have one AS number, and the reflector has another one. It would put their number
 * into AS_PATH, and each of them would drop the routes of the others as loops (RFC 4271, section
 * 9.1.2).
 */
final class AsPathLoop implements Check {
  @Override
  public String name() {
    return "as-path-loop";
  }

  @Override
  public String passed() {
    return "No two clusters of one AS meet behind a reflector of another AS.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      Map<Long, List<String>> outside = new LinkedHashMap<>();
      for (Candidate candidate : proposal.candidates()) {
        long asn = candidate.cluster().asn();
        if (asn != reflector.asn()) {
          outside.computeIfAbsent(asn, _ -> new ArrayList<>()).add(candidate.name());
        }
      }
      outside.forEach(
          (asn, clusters) -> {
            if (clusters.size() > 1) {
              findings.add(loop(reflector, asn, clusters));
            }
          });
    }
    return List.copyOf(findings);
  }

  private Finding loop(Reflector reflector, long asn, List<String> clusters) {
    return Finding.block(
        this,
        "reflectors/" + reflector.name() + "/asn",
        CidrsRead.bounded(clusters, 10, ", ")
            + " have the AS number "
            + asn
            + ", and the reflector "
            + reflector.name()
            + " has "
            + reflector.asn()
            + ". Each of them would drop the routes of the others, because AS_PATH names its own"
            + " AS.",
        "Give the reflector the AS number " + asn + ", or each cluster one of its own.");
  }
}

package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.ArrayList;
import java.util.List;

/** The routers of a cluster were told other service CIDRs than the cluster has. */
final class ServiceRangeDiffers implements Check {
  @Override
  public String name() {
    return "service-range-differs";
  }

  @Override
  public String passed() {
    return "The routers were told the service CIDRs that their clusters have.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        Sourced<List<Prefix>> own = seen.reading().serviceCidrs();
        switch (seen.router().traits().serviceRange()) {
          case Known<List<Prefix>>(List<Prefix> told, String source) -> {
            if (differ(own.value(), told)) {
              findings.add(differs(candidate, own, told, source));
            }
          }
          case Unknown<List<Prefix>>(String why) ->
              findings.add(
                  Finding.unchecked(
                      this,
                      "clusters/" + candidate.name(),
                      "It is not known which service CIDRs the routers of "
                          + candidate.name()
                          + " were told: "
                          + why
                          + ".",
                      "Look at the configuration of its routers."));
        }
      }
    }
    return List.copyOf(findings);
  }

  /** A range that holds the cluster's is as good. */
  private static boolean differ(List<Prefix> own, List<Prefix> told) {
    return !told.isEmpty()
        && own.stream().anyMatch(cidr -> told.stream().noneMatch(t -> t.contains(cidr)));
  }

  private Finding differs(
      Candidate candidate, Sourced<List<Prefix>> own, List<Prefix> told, String source) {
    return Finding.caution(
        this,
        "clusters/" + candidate.name(),
        "The services of "
            + candidate.name()
            + " have addresses in "
            + own.value()
            + " ("
            + own.source()
            + "), and its routers expect them in "
            + told
            + " ("
            + source
            + "). Network policies for traffic to services may not hold.",
        "Tell the routers the cluster's own range. It is not a reason against a join.");
  }
}

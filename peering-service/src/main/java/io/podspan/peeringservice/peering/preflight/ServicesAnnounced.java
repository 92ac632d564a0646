package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.ArrayList;
import java.util.List;

/** The routers of a cluster announce addresses of services to every peer, the reflector too. */
final class ServicesAnnounced implements Check {
  @Override
  public String name() {
    return "services-announced";
  }

  @Override
  public String passed() {
    return "The routers announce no addresses of services to their peers.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    if (proposal.request().routers().services()) {
      return List.of(asked());
    }
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        switch (seen.router().traits().announcesServices()) {
          case Known<Boolean>(Boolean yes, String source) -> {
            if (yes) {
              findings.add(announced(candidate, source));
            }
          }
          case Unknown<Boolean>(String why) ->
              findings.add(
                  Finding.unchecked(
                      this,
                      "clusters/" + candidate.name(),
                      "It is not known whether "
                          + candidate.name()
                          + " announces addresses of services: "
                          + why
                          + ".",
                      "Look at the configuration of its routers."));
        }
      }
    }
    return List.copyOf(findings);
  }

  private Finding asked() {
    return Finding.caution(
        this,
        "serviceAddresses",
        "kube-router and Calico will announce the ClusterIPs of services. Every node announces the"
            + " same ones, and other clusters take one of them: all that they send to a service enters through"
            + " one node.",
        "Nothing, if one node can carry it. Cilium is not told to announce any.");
  }

  private Finding announced(Candidate candidate, String source) {
    return Finding.caution(
        this,
        "clusters/" + candidate.name(),
        "The routers of "
            + candidate.name()
            + " announce addresses of services to every peer ("
            + source
            + "), every node the same ones. A reflector of Podspan takes pod CIDRs only and rejects"
            + " them; another one would send the traffic of each service through one node.",
        "Nothing has to be done with Podspan's reflector. Other clusters reach the pods, not the"
            + " services.");
  }
}

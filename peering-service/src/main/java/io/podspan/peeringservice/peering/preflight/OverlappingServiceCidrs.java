package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import io.podspan.peeringservice.peering.preflight.Proposal.Pair;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two clusters give their services the same addresses. It matters where a router announces them: a
 * node then has a route to another cluster for an address that is a service of its own. Where none
 * does, each cluster keeps its services to itself.
 */
final class OverlappingServiceCidrs implements Check {
  @Override
  public String name() {
    return "overlapping-service-cidrs";
  }

  @Override
  public String passed() {
    return "No service CIDR of a cluster overlaps a service CIDR of another one.";
  }

  @Override
  public String looked(Proposal proposal) {
    return CidrsRead.inWords(
        proposal, "service CIDR", Origins::serviceCidrs, Cluster::serviceCidrs);
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    Set<Finding> findings = new LinkedHashSet<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.cluster().serviceCidrs().isEmpty()) {
        findings.add(unknown(candidate));
      }
    }
    for (Pair pair : proposal.meeting()) {
      for (Prefix cidr : pair.one().serviceCidrs()) {
        pair.other().serviceCidrs().stream()
            .filter(cidr::overlaps)
            .forEach(there -> findings.add(overlap(proposal, pair, cidr, there)));
      }
    }
    return List.copyOf(findings);
  }

  private Finding unknown(Candidate candidate) {
    return Finding.unchecked(
        this,
        "clusters/" + candidate.name(),
        "The service CIDRs of "
            + candidate.name()
            + " could not be read: neither kube-controller-manager, kubeadm-config, ServiceCIDR"
            + " objects nor the router name them.",
        "Give serviceCidrs at the registration of the cluster.");
  }

  private Finding overlap(Proposal proposal, Pair pair, Prefix cidr, Prefix there) {
    String evidence =
        "The service CIDR "
            + cidr
            + " of "
            + pair.one().name()
            + " overlaps the service CIDR "
            + there
            + " of "
            + pair.other().name()
            + ".";
    for (Cluster cluster : List.of(pair.one(), pair.other())) {
      if (announces(proposal, cluster) instanceof Known<Boolean>(Boolean yes, String source)
          && yes) {
        return Finding.block(
            this,
            pair.where(),
            evidence + " " + cluster.name() + " announces addresses of services (" + source + ").",
            "Leave out one of the two clusters, stop announcing services, or rebuild one with"
                + " another CIDR.");
      }
    }
    for (Cluster cluster : List.of(pair.one(), pair.other())) {
      if (announces(proposal, cluster) instanceof Unknown<Boolean>(String why)) {
        return Finding.unchecked(
            this,
            pair.where(),
            evidence
                + " It is not known whether "
                + cluster.name()
                + " announces addresses of services: "
                + why
                + ".",
            "Make sure that neither cluster announces them.");
      }
    }
    return Finding.caution(
        this,
        pair.where(),
        evidence
            + " Neither announces addresses of services, so each keeps its own. Services cannot be"
            + " joined later.",
        "Nothing has to be done as long as only pods are joined.");
  }

  private static Answer<Boolean> announces(Proposal proposal, Cluster cluster) {
    boolean asked =
        proposal.request().routers().services()
            && proposal.request().clusters().contains(cluster.name());
    return asked
        ? new Known<>(true, "as the interconnect asks")
        : proposal.traits(cluster.name()).announcesServices();
  }
}

package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Caution;
import java.util.ArrayList;
import java.util.List;

/**
 * A node and a reflector have addresses of different families, and no session comes up. Pod CIDRs
 * of the other family than the nodes' addresses are not joined.
 */
final class AddressFamilies implements Check {
  @Override
  public String name() {
    return "address-families";
  }

  @Override
  public String passed() {
    return "Nodes, reflectors and pod CIDRs use one address family.";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      for (Reflector reflector : proposal.request().reflectors()) {
        candidate.cluster().nodes().stream()
            .filter(node -> node.family() != reflector.family())
            .findFirst()
            .ifPresent(node -> findings.add(different(candidate, node, reflector)));
      }
      findings.addAll(notJoined(candidate.cluster()));
    }
    return findings;
  }

  private Finding different(Candidate candidate, Node node, Reflector reflector) {
    return Finding.block(
        this,
        "clusters/" + candidate.name(),
        "The node "
            + node.name()
            + " of "
            + candidate.name()
            + " has the "
            + node.family()
            + " address "
            + node.address()
            + ", and the reflector "
            + reflector.name()
            + " has the "
            + reflector.family()
            + " address "
            + reflector.address()
            + ". A BGP session needs one family at both ends.",
        "Give an " + node.family() + " address of the reflector.");
  }

  private List<Finding> notJoined(Cluster cluster) {
    List<Prefix> joined = cluster.joinedCidrs();
    return cluster.podCidrs().stream()
        .filter(cidr -> !joined.contains(cidr))
        .map(cidr -> notJoined(cluster, cidr))
        .toList();
  }

  private Finding notJoined(Cluster cluster, Prefix cidr) {
    IpFamily other = cidr.ipv6() ? IpFamily.IPV4 : IpFamily.IPV6;
    return Finding.caution(
        this,
        "clusters/" + cluster.name(),
        new Caution(
            name(),
            "The pod CIDR "
                + cidr
                + " of "
                + cluster.name()
                + " is not joined, because the addresses of the nodes are "
                + other
                + ".",
            "Nothing has to be done if these pods need no routes to other clusters."));
  }
}

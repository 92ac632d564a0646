package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node or a reflector has an address inside the pod or service CIDRs of a member. A route to pods
 * would take the traffic to it away.
 */
final class AddressesInsideCidrs implements Check {
  @Override
  public String name() {
    return "address-inside-cidr";
  }

  @Override
  public String passed() {
    return "No node and no reflector has an address inside a pod or service CIDR.";
  }

  /**
   * @param where the object in a finding
   * @param shown the object for people
   */
  private record Host(String where, String shown, String address) {}

  @Override
  public List<Finding> examine(Proposal proposal) {
    Set<Cluster> members = new LinkedHashSet<>();
    proposal.candidates().forEach(c -> members.add(c.cluster()));
    proposal
        .meeting()
        .forEach(
            pair -> {
              members.add(pair.one());
              members.add(pair.other());
            });
    List<Finding> findings = new ArrayList<>();
    for (Host host : hosts(proposal, members)) {
      for (Cluster member : members) {
        findings.addAll(clashes(host, member, "pod CIDR", member.podCidrs()));
        findings.addAll(clashes(host, member, "service CIDR", member.serviceCidrs()));
      }
    }
    return findings;
  }

  private static List<Host> hosts(Proposal proposal, Set<Cluster> members) {
    List<Host> hosts = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      hosts.add(
          new Host(
              "reflectors/" + reflector.name() + "/address",
              "reflector " + reflector.name(),
              reflector.address()));
    }
    for (Cluster member : members) {
      for (Node node : member.nodes()) {
        hosts.add(
            new Host(
                "clusters/" + member.name() + "/nodes/" + node.name(),
                "node " + node.name() + " of " + member.name(),
                node.address()));
      }
    }
    return hosts;
  }

  private List<Finding> clashes(Host host, Cluster member, String kind, List<Prefix> cidrs) {
    IpAddress address = IpAddress.of(host.address());
    return cidrs.stream()
        .filter(cidr -> cidr.contains(address))
        .map(cidr -> clash(host, member, kind, cidr))
        .toList();
  }

  private Finding clash(Host host, Cluster member, String kind, Prefix cidr) {
    return Finding.block(
        this,
        host.where(),
        "The address "
            + host.address()
            + " of the "
            + host.shown()
            + " lies inside the "
            + kind
            + " "
            + cidr
            + " of "
            + member.name()
            + ".",
        "Give the host another address, or leave out one of the two.");
  }
}

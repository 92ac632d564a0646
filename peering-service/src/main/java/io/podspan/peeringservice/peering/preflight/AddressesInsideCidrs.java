package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
  private record Host(String where, String shown, IpAddress address) {}

  /**
   * A range of a member.
   *
   * @param kind for people
   */
  private record Range(String member, String kind, Prefix cidr) {}

  @Override
  public List<Finding> examine(Proposal proposal) {
    Collection<Cluster> members = members(proposal);
    List<Range> ranges = members.stream().flatMap(AddressesInsideCidrs::ranges).toList();
    return hosts(proposal, members).stream()
        .flatMap(
            host ->
                ranges.stream()
                    .filter(range -> range.cidr().contains(host.address()))
                    .map(range -> clash(host, range)))
        .toList();
  }

  /** By their names: a set of clusters would compare all nodes. */
  private static Collection<Cluster> members(Proposal proposal) {
    Map<String, Cluster> members = new LinkedHashMap<>();
    proposal.candidates().forEach(c -> members.putIfAbsent(c.name(), c.cluster()));
    proposal
        .meeting()
        .forEach(
            pair -> {
              members.putIfAbsent(pair.one().name(), pair.one());
              members.putIfAbsent(pair.other().name(), pair.other());
            });
    return members.values();
  }

  private static Stream<Range> ranges(Cluster member) {
    return Stream.concat(
        member.podCidrs().stream().map(cidr -> new Range(member.name(), "pod CIDR", cidr)),
        member.serviceCidrs().stream().map(cidr -> new Range(member.name(), "service CIDR", cidr)));
  }

  private static List<Host> hosts(Proposal proposal, Collection<Cluster> members) {
    List<Host> hosts = new ArrayList<>();
    for (Reflector reflector : proposal.request().reflectors()) {
      hosts.add(
          new Host(
              "reflectors/" + reflector.name() + "/address",
              "reflector " + reflector.name(),
              IpAddress.of(reflector.address())));
    }
    for (Cluster member : members) {
      for (Node node : member.nodes()) {
        hosts.add(
            new Host(
                "clusters/" + member.name() + "/nodes/" + node.name(),
                "node " + node.name() + " of " + member.name(),
                IpAddress.of(node.address())));
      }
    }
    return hosts;
  }

  private Finding clash(Host host, Range range) {
    return Finding.block(
        this,
        host.where(),
        "The address "
            + host.address()
            + " of the "
            + host.shown()
            + " lies inside the "
            + range.kind()
            + " "
            + range.cidr()
            + " of "
            + range.member()
            + ".",
        "Give the host another address, or leave out one of the two.");
  }
}

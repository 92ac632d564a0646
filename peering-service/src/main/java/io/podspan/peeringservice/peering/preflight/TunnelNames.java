package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.network.NodeLinks.At;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two next hops whose tunnels would have one name: routers that make tunnels name them after the
 * address without its dots, so 21.3.0.4 and 2.13.0.4 share one.
 */
final class TunnelNames implements Check {
  @Override
  public String name() {
    return "tunnel-name-collision";
  }

  @Override
  public String passed() {
    return "No two tunnels to next hops would have the same name.";
  }

  /** A node that has a tunnel, {@code shown} for people. */
  private record End(String shown, IpAddress address) {}

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<List<End>> alike = alike(proposal);
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (!alike.isEmpty() && candidate.look() instanceof Seen seen) {
        Answer<OffSubnet> router = seen.router().traits().offSubnet();
        if (router.is(OffSubnet.TUNNELLED) || router.is(OffSubnet.ALWAYS_TUNNELLED)) {
          boolean always = router.is(OffSubnet.ALWAYS_TUNNELLED);
          findings.addAll(collisions(proposal, candidate.cluster(), always, alike));
        }
      }
    }
    return List.copyOf(findings);
  }

  /** The nodes of several addresses and one name, found once for all clusters. */
  private static List<List<End>> alike(Proposal proposal) {
    Map<String, List<End>> byName = new LinkedHashMap<>();
    for (Candidate candidate : proposal.candidates()) {
      for (Node node : candidate.cluster().takingPart()) {
        String shown = candidate.name() + "/" + node.name() + " (" + node.address() + ")";
        byName
            .computeIfAbsent(name(node.address()), _ -> new ArrayList<>(1))
            .add(new End(shown, IpAddress.of(node.address())));
      }
    }
    return byName.values().stream()
        .filter(ends -> ends.stream().map(End::address).distinct().count() > 1)
        .toList();
  }

  private static String name(String address) {
    return address.replace(".", "").replace(":", "");
  }

  private List<Finding> collisions(
      Proposal proposal, Cluster cluster, boolean always, List<List<End>> alike) {
    Set<Prefix> own =
        NodeSubnets.of(proposal, cluster).seen().values().stream()
            .map(At::subnet)
            .collect(Collectors.toSet());
    List<Finding> findings = new ArrayList<>();
    for (List<End> ends : alike) {
      List<End> tunnels =
          ends.stream().filter(end -> always || isOutside(own, end.address())).toList();
      tunnels.stream()
          .filter(end -> !end.address().equals(tunnels.getFirst().address()))
          .map(end -> collision(cluster, tunnels.getFirst().shown(), end.shown()))
          .forEach(findings::add);
    }
    return findings;
  }

  /** Outside of some subnet; also when none is known. */
  private static boolean isOutside(Set<Prefix> own, IpAddress address) {
    return own.isEmpty() || own.stream().anyMatch(subnet -> !subnet.contains(address));
  }

  private Finding collision(Cluster cluster, String one, String other) {
    return Finding.block(
        this,
        "clusters/" + cluster.name(),
        "The routers of "
            + cluster.name()
            + " name a tunnel after the address of its other end without the dots. Those to "
            + one
            + " and "
            + other
            + " would be the same, and one of the two nodes would not be reached.",
        "Give one of the two nodes another address, or put the nodes into one subnet.");
  }
}

package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.network.NodeLinks.At;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        Answer<OffSubnet> router = seen.router().traits().offSubnet();
        if (router.is(OffSubnet.TUNNELLED) || router.is(OffSubnet.ALWAYS_TUNNELLED)) {
          findings.addAll(collisions(proposal, candidate, router.is(OffSubnet.ALWAYS_TUNNELLED)));
        }
      }
    }
    return List.copyOf(findings);
  }

  private List<Finding> collisions(Proposal proposal, Candidate candidate, boolean always) {
    NodeSubnets own = NodeSubnets.of(proposal, candidate.cluster());
    Map<String, String> names = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Candidate other : proposal.candidates()) {
      for (Node node : other.cluster().takingPart()) {
        if (always || isOutside(own, node)) {
          String shown = other.name() + "/" + node.name() + " (" + node.address() + ")";
          String first = names.putIfAbsent(node.address().replaceAll("[.:]", ""), shown);
          if (first != null && !first.endsWith("(" + node.address() + ")")) {
            findings.add(collision(candidate.cluster(), first, shown));
          }
        }
      }
    }
    return findings;
  }

  /** Outside of some subnet; also when none is known. */
  private static boolean isOutside(NodeSubnets own, Node node) {
    return own.seen().isEmpty()
        || own.seen().values().stream()
            .map(At::subnet)
            .anyMatch(subnet -> !subnet.contains(IpAddress.of(node.address())));
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

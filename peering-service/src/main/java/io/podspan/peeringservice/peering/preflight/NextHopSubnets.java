package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.network.NodeLinks.At;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes of the other clusters, which are the next hops of the routes, are in no subnet of a node.
 * What becomes of such a route depends on the router.
 */
final class NextHopSubnets implements Check {
  private static final int SHOWN = 3;
  private static final String TUNNEL =
      " IP-in-IP (protocol 4) has to pass between the nodes, and packets may be 20 octets smaller.";

  @Override
  public String name() {
    return "next-hop-subnet";
  }

  @Override
  public String passed() {
    return "The nodes of all clusters are in one subnet.";
  }

  @Override
  public String looked(Proposal proposal) {
    List<String> subnets =
        proposal.candidates().stream()
            .flatMap(c -> subnets(NodeSubnets.of(proposal, c.cluster())).stream())
            .map(Prefix::toString)
            .distinct()
            .toList();
    return "Read by ip addr show on the nodes: " + CidrsRead.bounded(subnets, SHOWN, ", ") + ".";
  }

  /**
   * Next hops that are not in this subnet.
   *
   * @param nodes how many nodes have them
   */
  private record Outside(Cluster other, Prefix subnet, String example, int nodes) {}

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        NodeSubnets own = NodeSubnets.of(proposal, candidate.cluster());
        Answer<OffSubnet> router = seen.router().traits().offSubnet();
        List<Outside> outside = outside(proposal, candidate, own);
        if (!outside.isEmpty()) {
          findings.add(outside(candidate.name(), outside, router));
        } else if (router.is(OffSubnet.ALWAYS_TUNNELLED)) {
          findings.add(alwaysTunnelled(candidate.name(), router));
        }
        findings.addAll(own.unchecked(this, candidate.name()));
      }
    }
    return List.copyOf(findings);
  }

  private static Set<Prefix> subnets(NodeSubnets nodes) {
    Set<Prefix> subnets = new LinkedHashSet<>();
    nodes.seen().values().stream().map(At::subnet).forEach(subnets::add);
    return subnets;
  }

  private static List<Outside> outside(Proposal proposal, Candidate candidate, NodeSubnets own) {
    List<Outside> outside = new ArrayList<>();
    for (Prefix subnet : subnets(own)) {
      for (Candidate other : proposal.candidates()) {
        List<Node> there =
            other.name().equals(candidate.name())
                ? List.of()
                : other.cluster().takingPart().stream()
                    .filter(node -> node.family() == subnet.family())
                    .filter(node -> !subnet.contains(IpAddress.of(node.address())))
                    .toList();
        if (!there.isEmpty()) {
          Node first = there.getFirst();
          outside.add(
              new Outside(
                  other.cluster(),
                  subnet,
                  first.name() + " (" + first.address() + ")",
                  there.size()));
        }
      }
    }
    return outside;
  }

  private static String where(String cluster) {
    return "clusters/" + cluster;
  }

  private Finding outside(String cluster, List<Outside> outside, Answer<OffSubnet> router) {
    String seen =
        "Next hops are outside of the subnets of the nodes of "
            + cluster
            + ": "
            + CidrsRead.bounded(outside.stream().map(NextHopSubnets::text).toList(), SHOWN, "; ")
            + ". ";
    return switch (router) {
      case Unknown<OffSubnet>(String why) ->
          Finding.unchecked(
              this,
              where(cluster),
              seen + "It is not known what the routers do with such routes: " + why + ".",
              "Put the nodes into one subnet, or make sure that the routers use tunnels.");
      case Known<OffSubnet>(OffSubnet fate, String source) ->
          switch (fate) {
            case DROPPED ->
                new Finding(
                    name(),
                    Finding.Outcome.BLOCK,
                    "next-hop-dropped",
                    where(cluster),
                    seen
                        + "Its routers do not install such routes, and say nothing ("
                        + source
                        + ").",
                    "Switch the overlay of the routers on, or put the nodes into one subnet.");
            case TUNNELLED, ALWAYS_TUNNELLED ->
                caution(
                    "next-hop-tunnelled",
                    cluster,
                    seen + "Its routers make tunnels to them (" + source + ")." + TUNNEL,
                    "Make sure that protocol 4 passes; some clouds block it.");
            case ROUTED ->
                caution(
                    "next-hop-routed",
                    cluster,
                    seen
                        + "Its routers send such traffic to the router on the way ("
                        + source
                        + "), which has to know the routes to the pods itself.",
                    "Put the nodes into one subnet, or give these routes to the routers between.");
          };
    };
  }

  private static String text(Outside outside) {
    return outside.nodes()
        + " of "
        + outside.other().name()
        + ", such as "
        + outside.example()
        + ", are not in "
        + outside.subnet();
  }

  private Finding alwaysTunnelled(String cluster, Answer<OffSubnet> router) {
    String source = router instanceof Known<OffSubnet>(_, String where) ? where : "";
    return caution(
        "next-hop-tunnelled",
        cluster,
        "The routers of "
            + cluster
            + " send all traffic to other nodes through tunnels ("
            + source
            + ")."
            + TUNNEL,
        "Make sure that protocol 4 passes; some clouds block it.");
  }

  private Finding caution(String code, String cluster, String evidence, String whatToDo) {
    return new Finding(name(), Finding.Outcome.CAUTION, code, where(cluster), evidence, whatToDo);
  }
}

package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.network.NodeLinks.At;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interface and the subnet that each node of a cluster has its address in. Pure.
 *
 * @param seen by name of the node
 * @param unread by the reason why not, the nodes that it is not known of
 */
record NodeSubnets(Map<String, At> seen, Map<String, List<String>> unread) {
  private static final String UNASKED = "they were not asked";
  private static final int SHOWN = 3;

  static NodeSubnets of(Proposal proposal, Cluster cluster) {
    Map<String, NodeLinks.Links> answers = new LinkedHashMap<>();
    proposal.network().links().stream()
        .filter(links -> links.cluster().equals(cluster.name()))
        .forEach(links -> answers.put(links.node(), links.links()));
    Map<String, At> seen = new LinkedHashMap<>();
    Map<String, List<String>> unread = new LinkedHashMap<>();
    for (Node node : cluster.takingPart()) {
      NodeLinks.Links answer = answers.getOrDefault(node.name(), new NodeLinks.Unread(UNASKED));
      switch (answer) {
        case NodeLinks.Unread(String why) -> add(unread, why, node);
        case NodeLinks.Seen all -> {
          Optional<At> at = all.at(IpAddress.of(node.address()));
          at.ifPresent(there -> seen.put(node.name(), there));
          if (at.isEmpty()) {
            add(unread, "none of their interfaces has the address of the node", node);
          }
        }
      }
    }
    return new NodeSubnets(seen, unread);
  }

  private static void add(Map<String, List<String>> unread, String why, Node node) {
    unread.computeIfAbsent(why, _ -> new ArrayList<>()).add(node.name());
  }

  /** One finding for each reason. */
  List<Finding> unchecked(Check check, String cluster) {
    List<Finding> findings = new ArrayList<>();
    unread.forEach(
        (why, nodes) ->
            findings.add(
                Finding.unchecked(
                    check,
                    "clusters/" + cluster,
                    "The network interfaces of "
                        + CidrsRead.bounded(nodes, SHOWN, ", ")
                        + " of "
                        + cluster
                        + " could not be read: "
                        + why
                        + ".",
                    "Where a right is missing, run podspan clusters grant of this version again."
                        + " Otherwise compare ip addr show of these nodes.")));
    return findings;
  }
}

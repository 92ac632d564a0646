package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.network.NodeLinks.At;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Nodes send packets of different sizes. Large ones get lost, and small ones like pings do not. */
final class MtuDifferences implements Check {
  private static final int SHOWN = 3;

  @Override
  public String name() {
    return "mtu-differs";
  }

  @Override
  public String passed() {
    return "The nodes' interfaces have the same MTU.";
  }

  @Override
  public String looked(Proposal proposal) {
    return "Read by ip addr show on the nodes: " + byMtu(proposal).keySet() + ".";
  }

  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    SortedMap<Integer, List<String>> nodes = byMtu(proposal);
    if (nodes.size() > 1) {
      findings.add(differ(nodes));
    }
    for (Candidate candidate : proposal.candidates()) {
      findings.addAll(
          NodeSubnets.of(proposal, candidate.cluster()).unchecked(this, candidate.name()));
    }
    return List.copyOf(findings);
  }

  private static SortedMap<Integer, List<String>> byMtu(Proposal proposal) {
    SortedMap<Integer, List<String>> nodes = new TreeMap<>();
    for (Candidate candidate : proposal.candidates()) {
      Cluster cluster = candidate.cluster();
      for (Map.Entry<String, At> node : NodeSubnets.of(proposal, cluster).seen().entrySet()) {
        nodes
            .computeIfAbsent(node.getValue().link().mtu(), _ -> new ArrayList<>())
            .add(cluster.name() + "/" + node.getKey() + " (" + node.getValue().link().name() + ")");
      }
    }
    return nodes;
  }

  private Finding differ(SortedMap<Integer, List<String>> nodes) {
    List<String> shown = new ArrayList<>();
    nodes.forEach((mtu, names) -> shown.add(mtu + " on " + CidrsRead.bounded(names, SHOWN, ", ")));
    return Finding.caution(
        this,
        "",
        "The interfaces that nodes have their addresses on send packets of different sizes: "
            + CidrsRead.bounded(shown, SHOWN + 2, "; ")
            + ". Where a path takes only the smaller ones, large packets are lost and pings are"
            + " not.",
        "Make sure that the MTU of pods is no larger than the smallest of these, or that packets"
            + " are told (ICMP: fragmentation needed).");
  }
}

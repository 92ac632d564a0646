package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two nodes have pod CIDRs that overlap. Every node of the others would take one of the two. */
final class OverlappingNodeCidrs implements Check {
  private static final int SHOWN = 5;

  @Override
  public String name() {
    return "overlapping-node-cidrs";
  }

  @Override
  public String passed() {
    return "Each node has pod CIDRs of its own.";
  }

  @Override
  public String looked(Proposal proposal) {
    return "Compared: " + holders(proposal).size() + " pod CIDRs of nodes.";
  }

  private record Holder(Cluster cluster, Node node, Prefix cidr) {
    String text() {
      return cluster.name() + "/" + node.name() + " (" + cidr + ")";
    }
  }

  private record Clusters(String one, String other) {}

  @Override
  public List<Finding> examine(Proposal proposal) {
    Map<Clusters, List<String>> overlaps = new LinkedHashMap<>();
    Deque<Holder> around = new ArrayDeque<>();
    // Two prefixes are apart, or one holds the other; a holder sorts before what it holds.
    for (Holder next : holders(proposal)) {
      while (!around.isEmpty() && !around.peek().cidr().overlaps(next.cidr())) {
        around.pop();
      }
      for (Holder outer : around) {
        if (!outer.node().equals(next.node()) || !outer.cluster().equals(next.cluster())) {
          overlaps
              .computeIfAbsent(
                  new Clusters(outer.cluster().name(), next.cluster().name()),
                  _ -> new ArrayList<>())
              .add(outer.text() + " and " + next.text());
        }
      }
      around.push(next);
    }
    List<Finding> findings = new ArrayList<>();
    overlaps.forEach((clusters, pairs) -> findings.add(finding(clusters, pairs)));
    return List.copyOf(findings);
  }

  private static List<Holder> holders(Proposal proposal) {
    List<Holder> holders = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      Cluster cluster = candidate.cluster();
      for (Node node : cluster.nodes()) {
        node.podCidrs().forEach(cidr -> holders.add(new Holder(cluster, node, cidr)));
      }
    }
    holders.sort(Comparator.comparing(Holder::cidr));
    return holders;
  }

  private Finding finding(Clusters clusters, List<String> pairs) {
    String shown = CidrsRead.bounded(pairs, SHOWN, "; ");
    if (clusters.one().equals(clusters.other())) {
      return Finding.caution(
          this,
          "clusters/" + clusters.one(),
          "Nodes of " + clusters.one() + " have pod CIDRs that overlap: " + shown + ".",
          "Give each node a pod CIDR of its own: some of these pods are not reached from"
              + " elsewhere.");
    }
    return Finding.block(
        this,
        "clusters/" + clusters.one() + ",clusters/" + clusters.other(),
        "Nodes of "
            + clusters.one()
            + " and "
            + clusters.other()
            + " have pod CIDRs that overlap: "
            + shown
            + ".",
        "Leave out one of the two clusters, or give the nodes other pod CIDRs.");
  }
}

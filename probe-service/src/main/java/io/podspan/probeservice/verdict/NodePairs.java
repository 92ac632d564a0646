package io.podspan.probeservice.verdict;

import io.podspan.events.NodeReach;
import io.podspan.probeservice.measure.Measurement.PairPing;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What pings between pods say of their nodes. Pure. */
final class NodePairs {
  private static final Comparator<NodeReach> FAILURES_FIRST =
      Comparator.comparingInt(NodePairs::failed)
          .reversed()
          .thenComparing(NodeReach::fromNode)
          .thenComparing(NodeReach::toNode);

  private NodePairs() {}

  private record Nodes(String from, String to) {
    static Nodes of(PairPing ping) {
      ProbePod from = ping.pods().from();
      return new Nodes(from.node(), ping.pods().to().node());
    }
  }

  /** One for each pair of nodes that was measured, those with failures first. */
  static List<NodeReach> of(Collection<PairPing> pings) {
    Map<Nodes, NodeReach> all = new LinkedHashMap<>();
    for (PairPing ping : pings) {
      Nodes nodes = Nodes.of(ping);
      NodeReach one = new NodeReach(nodes.from(), nodes.to(), 1, ping.answered() ? 1 : 0);
      all.merge(nodes, one, NodePairs::sum);
    }
    return all.values().stream().sorted(FAILURES_FIRST).toList();
  }

  private static NodeReach sum(NodeReach one, NodeReach other) {
    return new NodeReach(
        one.fromNode(),
        one.toNode(),
        one.pairs() + other.pairs(),
        one.reachable() + other.reachable());
  }

  private static int failed(NodeReach reach) {
    return reach.pairs() - reach.reachable();
  }
}

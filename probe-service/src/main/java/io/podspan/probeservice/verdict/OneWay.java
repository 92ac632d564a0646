package io.podspan.probeservice.verdict;

import io.podspan.events.NodeReach;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pairs that are well in one direction and not in the other: routes, policies or neighbours that
 * differ between the two ends. Pure.
 */
public final class OneWay {
  private OneWay() {}

  /**
   * The direction that fails of each such pair, sorted. A direction that could not be measured is
   * none that fails.
   */
  public static List<ClusterPair> failing(Collection<PairState> known) {
    Map<ClusterPair, Reachability> states =
        known.stream().collect(Collectors.toMap(PairState::clusters, PairState::state));
    return states.keySet().stream()
        .filter(pair -> fails(state(states, pair)))
        .filter(pair -> state(states, reverse(pair)) == Reachability.REACHABLE)
        .sorted(Comparator.comparing(ClusterPair::toString))
        .toList();
  }

  /** From a node to a node. */
  public record NodeWay(ClusterPair clusters, String fromNode, String toNode) {
    NodeWay back() {
      return new NodeWay(reverse(clusters), toNode, fromNode);
    }
  }

  /**
   * The directions of pairs of nodes in which no ping passes, while all pass in the other one, in
   * the order of {@code known}. A direction that the last round did not measure is neither.
   */
  public static List<NodeWay> failingNodes(Collection<PairState> known) {
    Set<NodeWay> well = new HashSet<>();
    List<NodeWay> failing = new ArrayList<>();
    for (PairState pair : known) {
      for (NodeReach nodes : pair.last().nodes()) {
        NodeWay way = new NodeWay(pair.clusters(), nodes.fromNode(), nodes.toNode());
        if (nodes.reachable() == nodes.pairs()) {
          well.add(way);
        } else if (nodes.reachable() == 0) {
          failing.add(way);
        }
      }
    }
    return failing.stream().filter(way -> well.contains(way.back())).toList();
  }

  private static Reachability state(Map<ClusterPair, Reachability> states, ClusterPair pair) {
    return states.getOrDefault(pair, Reachability.UNKNOWN);
  }

  private static boolean fails(Reachability state) {
    return state == Reachability.UNREACHABLE || state == Reachability.PARTIAL;
  }

  private static ClusterPair reverse(ClusterPair pair) {
    return new ClusterPair(pair.to(), pair.from());
  }
}

package io.podspan.probeservice.verdict;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

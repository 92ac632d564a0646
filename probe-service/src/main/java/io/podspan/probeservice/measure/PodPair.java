package io.podspan.probeservice.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who pings whom. */
public record PodPair(ProbePod from, ProbePod to) {

  /**
   * The pairs to measure: all of them, or as many as allowed, spread evenly over the nodes and pods
   * of both sides. The same pods give the same pairs: a state does not change by a new choice of
   * pairs. A pod is not paired with itself.
   */
  public static List<PodPair> chosen(List<ProbePod> from, List<ProbePod> to, int atMost) {
    List<ProbePod> sources = byTurnsOfNodes(from);
    List<ProbePod> targets = byTurnsOfNodes(to);
    int perTarget = targets.size();
    int sourceCount = Math.min(sources.size(), atMost);
    if (sourceCount == 0 || perTarget == 0) {
      return List.of();
    }
    int targetCount = Math.min(perTarget, Math.max(1, atMost / sourceCount));
    List<PodPair> pairs = new ArrayList<>();
    for (int s = 0; s < sourceCount; s++) {
      ProbePod source = sources.get((int) ((long) s * sources.size() / sourceCount));
      for (int t = 0; t < targetCount; t++) {
        int spaced = (int) ((long) t * perTarget / targetCount);
        ProbePod target = targets.get((spaced + s) % perTarget);
        if (!target.equals(source)) {
          pairs.add(new PodPair(source, target));
        }
      }
    }
    return List.copyOf(pairs);
  }

  /** The first pod of each node, then the second of each, and so on. */
  static List<ProbePod> byTurnsOfNodes(List<ProbePod> pods) {
    Map<String, Integer> seen = new HashMap<>();
    Map<ProbePod, Integer> turn = new HashMap<>();
    List<ProbePod> sorted = new ArrayList<>(pods);
    sorted.sort(Comparator.comparing(ProbePod::node).thenComparing(ProbePod::path));
    sorted.forEach(pod -> turn.put(pod, seen.merge(pod.node(), 1, Integer::sum)));
    sorted.sort(
        Comparator.<ProbePod>comparingInt(turn::get)
            .thenComparing(ProbePod::node)
            .thenComparing(ProbePod::path));
    return sorted;
  }
}

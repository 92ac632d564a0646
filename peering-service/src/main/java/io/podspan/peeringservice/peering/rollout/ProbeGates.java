package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the probes say of one node against what they said before its turn. Pure.
 *
 * <p>What answered before has to answer as well as before. A node that is not the first of its
 * rollout also has to reach the nodes of the other clusters that have the interconnect, and to be
 * reached by them: at least one pair of pods for each cluster and direction.
 *
 * <p>Only a round counts that began after the node's router had the change. What no round measures
 * is told, and fails nothing: a cluster without pods that can ping can be joined.
 */
final class ProbeGates {
  private final String node;
  private final Probes probes;
  private final @Nullable Instant since;
  private final List<String> passed = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();

  private ProbeGates(String node, Probes probes, @Nullable Instant since) {
    this.node = node;
    this.probes = probes;
    this.since = since;
  }

  /**
   * @param node as {@code cluster/node}
   * @param before what the node's pods reached before its turn
   * @param since when its router had the change; null when nothing was changed
   * @param first whether no other node of the rollout has the change
   */
  static Observed.Probed of(
      String node, Probes probes, Snapshot before, @Nullable Instant since, boolean first) {
    ProbeGates gates = new ProbeGates(node, probes, since);
    gates.asBefore(before.probed());
    if (!first) {
      gates.reaches();
    }
    return new Observed.Probed(gates.passed, gates.missing, gates.pending);
  }

  private void asBefore(List<ProbedNodes> before) {
    int good = 0;
    for (ProbedNodes former : before) {
      if (!former.answers() || !probes.joined().contains(cluster(former.otherThan(node)))) {
        continue;
      }
      Optional<ProbedNodes> now = probes.nodes().stream().filter(former::isOf).findFirst();
      if (now.isEmpty() || !counts(now.get())) {
        pending.add(former.from() + " to " + former.to());
      } else if (now.get().isAsGoodAs(former)) {
        good++;
      } else {
        missing.add(now.get().text() + "; before, " + former.reachable() + " of " + former.pairs());
      }
    }
    if (good > 0) {
      passed.add("pods reach each other as before, " + good + " pairs of nodes measured");
    }
  }

  private void reaches() {
    SortedMap<String, List<ProbedNodes>> ways = new TreeMap<>();
    probes.nodes().stream()
        .filter(pair -> probes.ready().contains(pair.otherThan(node)))
        .forEach(pair -> ways.computeIfAbsent(way(pair), _ -> new ArrayList<>()).add(pair));
    ways.forEach(this::reaches);
  }

  private void reaches(String way, List<ProbedNodes> pairs) {
    List<ProbedNodes> counted = pairs.stream().filter(this::counts).toList();
    if (counted.stream().anyMatch(ProbedNodes::answers)) {
      passed.add("pods answer from " + way);
    } else if (counted.size() < pairs.size()) {
      pending.add(way);
    } else {
      missing.add("no pod answers from " + way + " (" + counted.getFirst().text() + ")");
    }
  }

  /** From whom to whom: {@code paris/n2 to tokyo}. */
  private String way(ProbedNodes pair) {
    return pair.from().equals(node)
        ? node + " to " + cluster(pair.to())
        : cluster(pair.from()) + " to " + node;
  }

  private boolean counts(ProbedNodes pair) {
    return since == null || !pair.began().isBefore(since);
  }

  private static String cluster(String id) {
    return id.substring(0, id.indexOf('/'));
  }
}

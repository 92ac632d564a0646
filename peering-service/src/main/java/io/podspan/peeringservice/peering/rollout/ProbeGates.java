package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
  private final Instant since;
  private final List<String> passed = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private final List<String> pending = new ArrayList<>();

  private ProbeGates(String node, Probes probes, Instant since) {
    this.node = node;
    this.probes = probes;
    this.since = since;
  }

  /**
   * @param node as {@code cluster/node}
   * @param before what the node's pods reached before its turn
   * @param since when its router had the change
   * @param first whether no other node of the rollout has the change
   */
  static Observed.Probed of(
      String node, Probes probes, Snapshot before, Instant since, boolean first) {
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
    probes.ready().stream()
        .map(ProbeGates::cluster)
        .distinct()
        .sorted()
        .forEach(
            other -> {
              reaches(node + " to " + other, cluster(node) + "/" + other, pair -> to(pair, other));
              reaches(
                  other + " to " + node, other + "/" + cluster(node), pair -> from(pair, other));
            });
  }

  private boolean to(ProbedNodes pair, String other) {
    return pair.from().equals(node) && cluster(pair.to()).equals(other);
  }

  private boolean from(ProbedNodes pair, String other) {
    return pair.to().equals(node) && cluster(pair.from()).equals(other);
  }

  /**
   * @param way from whom to whom: {@code paris/n2 to tokyo}
   * @param clusters whose round tells of it
   */
  private void reaches(String way, String clusters, Predicate<ProbedNodes> isOfIt) {
    List<ProbedNodes> pairs =
        probes.nodes().stream()
            .filter(isOfIt)
            .filter(pair -> probes.ready().contains(pair.otherThan(node)))
            .toList();
    List<ProbedNodes> counted = pairs.stream().filter(this::counts).toList();
    if (counted.stream().anyMatch(ProbedNodes::answers)) {
      passed.add("pods answer from " + way);
    } else if (counted.isEmpty()
        || counted.size() < pairs.size()
        || probes.cut().contains(clusters)) {
      pending.add(way);
    } else {
      missing.add("no pod answers from " + way + " (" + counted.getFirst().text() + ")");
    }
  }

  private boolean counts(ProbedNodes pair) {
    return !pair.began().isBefore(since);
  }

  private static String cluster(String id) {
    return id.substring(0, id.indexOf('/'));
  }
}

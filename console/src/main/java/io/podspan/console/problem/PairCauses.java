package io.podspan.console.problem;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pods that do not reach each other where nothing else says why: told of the largest thing that
 * fails as a whole. And what could not be measured.
 */
final class PairCauses {
  private final Remaining remaining;
  private final Expected expected;

  private PairCauses(Remaining remaining, Expected expected) {
    this.remaining = remaining;
    this.expected = expected;
  }

  static void of(Remaining remaining, Expected expected) {
    PairCauses causes = new PairCauses(remaining, expected);
    causes.failing();
    causes.notMeasured();
  }

  private List<Symptom.FailingPair> pairs() {
    return remaining.of(Symptom.FailingPair.class).toList();
  }

  private void failing() {
    SortedSet<NodeName> cut = cutOff();
    SortedSet<NodeName> all =
        expected.nodes().values().stream()
            .flatMap(Collection::stream)
            .filter(node -> !expected.peers(node).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!cut.containsAll(all)) {
      expected.nodes().forEach((cluster, nodes) -> cluster(cluster, nodes, cut));
      cut.forEach(this::node);
    }
    between();
  }

  /** Nodes whose pods reach no other node and are reached by none, explained or not. */
  private SortedSet<NodeName> cutOff() {
    Set<Set<NodeName>> failing = new HashSet<>();
    remaining
        .explainedOrNot(Symptom.FailingPair.class)
        .forEach(pair -> failing.add(Set.of(pair.from(), pair.to())));
    return pairs().stream()
        .flatMap(pair -> Stream.of(pair.from(), pair.to()))
        .distinct()
        .filter(
            node ->
                expected.peers(node).size() > 1
                    && expected.peers(node).stream()
                        .allMatch(peer -> failing.contains(Set.of(node, peer))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void cluster(String cluster, SortedSet<NodeName> nodes, SortedSet<NodeName> cut) {
    if (nodes.size() > 1 && cut.containsAll(nodes)) {
      explain(
          cluster,
          "no pod of %s reaches another cluster, or is reached from one".formatted(cluster),
          pair -> pair.from().cluster().equals(cluster) || pair.to().cluster().equals(cluster));
    }
  }

  private void node(NodeName node) {
    explain(
        node.toString(),
        "no pod on %s reaches another cluster, or is reached from one".formatted(node),
        pair -> pair.touches(node));
  }

  /** The rest by clusters, both directions as one. */
  private void between() {
    for (Symptom.FailingPair first : pairs()) {
      SortedSet<String> clusters = clusters(first);
      List<Symptom.FailingPair> same =
          pairs().stream().filter(pair -> clusters(pair).equals(clusters)).toList();
      if (same.contains(first)) {
        String names = String.join(" and ", clusters);
        explain(
            String.join("/", clusters),
            same.stream().allMatch(pair -> pair.reachable() == 0)
                ? "pods of %s do not reach each other%s".formatted(names, where(same))
                : "some pods of %s do not reach each other%s".formatted(names, where(same)),
            pair -> clusters(pair).equals(clusters));
      }
    }
  }

  private static SortedSet<String> clusters(Symptom.FailingPair pair) {
    return new TreeSet<>(List.of(pair.from().cluster(), pair.to().cluster()));
  }

  /** Names the nodes when it is one pair of them. */
  private static String where(List<Symptom.FailingPair> pairs) {
    SortedSet<NodeName> nodes = new TreeSet<>();
    pairs.forEach(pair -> nodes.addAll(List.of(pair.from(), pair.to())));
    return nodes.size() == 2 ? " (" + nodes.first() + " and " + nodes.last() + ")" : "";
  }

  private void explain(String subject, String sentence, Predicate<Symptom.FailingPair> explained) {
    String why =
        pairs().stream()
            .filter(explained)
            .map(Symptom.FailingPair::why)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    remaining.explain(
        new CauseKey(Kind.PING, subject),
        new Cause.Words(
            sentence + (why.isEmpty() ? "" : ": " + why),
            "Routes and sessions are as they should be: look at packet filters (FORWARD), forwarding"
                + " and policies on these nodes, and at what lies between them.",
            null),
        symptom -> symptom instanceof Symptom.FailingPair pair && explained.test(pair));
  }

  private void notMeasured() {
    for (Symptom.NotMeasured first : remaining.of(Symptom.NotMeasured.class).toList()) {
      List<Symptom.NotMeasured> same =
          remaining
              .of(Symptom.NotMeasured.class)
              .filter(other -> other.why().equals(first.why()))
              .toList();
      if (same.contains(first)) {
        remaining.explain(
            new CauseKey(Kind.PING, subject(same), first.why()),
            new Cause.Words(
                "it is not known whether pods of %s reach each other: %s"
                    .formatted(subject(same).replace("/", " and "), first.why()),
                Reasons.toDo(first.cause()),
                first.cause() == null ? null : first.cause().code()),
            same::contains);
      }
    }
  }

  /** The cluster that they have in common, else all of them. */
  private static String subject(List<Symptom.NotMeasured> pairs) {
    SortedSet<String> all = new TreeSet<>();
    pairs.forEach(pair -> all.addAll(List.of(pair.from(), pair.to())));
    return String.join("/", all);
  }
}

package io.podspan.console.problem;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
    if (pairs().isEmpty()) {
      return;
    }
    SortedSet<NodeName> cut = cutOff();
    if (!cut.containsAll(joined())) {
      expected.nodes().forEach((cluster, nodes) -> cluster(cluster, nodes, cut));
      cut.forEach(this::node);
    }
    between();
  }

  private List<NodeName> joined() {
    return expected.nodes().entrySet().stream()
        .filter(cluster -> expected.peers(cluster.getKey()).findAny().isPresent())
        .flatMap(cluster -> cluster.getValue().stream())
        .toList();
  }

  /** Nodes whose pods reach no other node and are reached by none, explained or not. */
  private SortedSet<NodeName> cutOff() {
    Set<Ends> failing = new HashSet<>();
    remaining.explainedOrNot(Symptom.FailingPair.class).forEach(pair -> failing.add(pair.ends()));
    return pairs().stream()
        .flatMap(pair -> Stream.of(pair.from(), pair.to()))
        .distinct()
        .filter(node -> isCutOff(node, failing))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean isCutOff(NodeName node, Set<Ends> failing) {
    String cluster = node.cluster();
    return expected.peers(cluster).limit(2).count() > 1
        && expected
            .peers(cluster)
            .allMatch(
                peer ->
                    failing.contains(new Ends(node, peer))
                        || failing.contains(new Ends(peer, node)));
  }

  private void cluster(String cluster, SortedSet<NodeName> nodes, SortedSet<NodeName> cut) {
    if (nodes.size() > 1 && cut.containsAll(nodes)) {
      explain(
          cluster,
          "no pod of %s reaches another cluster, or is reached from one".formatted(cluster),
          pairs().stream().filter(pair -> clusters(pair).contains(cluster)).toList());
    }
  }

  private void node(NodeName node) {
    explain(
        node.toString(),
        "no pod on %s reaches another cluster, or is reached from one".formatted(node),
        remaining.at(node, Symptom.FailingPair.class).toList());
  }

  /** The rest by clusters, both directions as one. */
  private void between() {
    pairs().stream()
        .collect(
            Collectors.groupingBy(PairCauses::clusters, LinkedHashMap::new, Collectors.toList()))
        .forEach(this::between);
  }

  private void between(SortedSet<String> clusters, List<Symptom.FailingPair> pairs) {
    String names = String.join(" and ", clusters);
    explain(
        String.join("/", clusters),
        pairs.stream().allMatch(pair -> pair.reachable() == 0)
            ? "pods of %s do not reach each other%s".formatted(names, where(pairs))
            : "some pods of %s do not reach each other%s".formatted(names, where(pairs)),
        pairs);
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

  private void explain(String subject, String sentence, List<Symptom.FailingPair> pairs) {
    String why =
        pairs.stream()
            .map(Symptom.FailingPair::why)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse("");
    remaining.take(
        new CauseKey(Kind.PING, subject),
        new Cause.Words(
            sentence + (why.isEmpty() ? "" : ": " + why),
            "Routes and sessions are as they should be: look at packet filters (FORWARD), forwarding"
                + " and policies on these nodes, and at what lies between them.",
            null),
        pairs);
  }

  private void notMeasured() {
    remaining
        .of(Symptom.NotMeasured.class)
        .collect(
            Collectors.groupingBy(
                Symptom.NotMeasured::why, LinkedHashMap::new, Collectors.toList()))
        .values()
        .forEach(this::notMeasured);
  }

  private void notMeasured(List<Symptom.NotMeasured> same) {
    Symptom.NotMeasured first = same.getFirst();
    remaining.take(
        new CauseKey(Kind.PING, subject(same), first.why()),
        new Cause.Words(
            "it is not known whether pods of %s reach each other: %s"
                .formatted(subject(same).replace("/", " and "), first.why()),
            Reasons.toDo(first.cause()),
            first.cause() == null ? null : first.cause().code()),
        same);
  }

  /** The cluster that they have in common, else all of them. */
  private static String subject(List<Symptom.NotMeasured> pairs) {
    SortedSet<String> all = new TreeSet<>();
    pairs.forEach(pair -> all.addAll(List.of(pair.from(), pair.to())));
    return String.join("/", all);
  }
}

package io.podspan.cli.chaos;

import io.podspan.lab.network.Topology;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Pods of joined clusters answer each other, and pods of others do not. */
record PodsReach(Stage stage) implements Check {
  /** A pod, and a pod of another cluster. */
  private record Pair(Topology.Pod from, Topology.Pod to, boolean joined) {}

  @Override
  public String holds() {
    return "pods of joined clusters reach each other, and no others";
  }

  @Override
  public List<String> violations() {
    Interconnects seen = Interconnects.of(stage.peering);
    return pairs(seen)
        .map(
            pair ->
                CompletableFuture.supplyAsync(() -> violation(pair), Thread::startVirtualThread))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .filter(violation -> !violation.isEmpty())
        .toList();
  }

  private Stream<Pair> pairs(Interconnects seen) {
    return stage.clusters().stream()
        .flatMap(
            from ->
                stage.clusters().stream()
                    .filter(to -> !to.equals(from))
                    .flatMap(to -> pairs(from, to, seen.join(from, to))));
  }

  /** Of the pods of a node one is enough: they share its routes. */
  private Stream<Pair> pairs(String from, String to, boolean joined) {
    return onePerNode(from)
        .flatMap(pod -> onePerNode(to).map(other -> new Pair(pod, other, joined)));
  }

  private Stream<Topology.Pod> onePerNode(String cluster) {
    return stage.lab.topology().nodes().stream()
        .filter(node -> node.cluster().equals(cluster))
        .map(node -> node.pods().getFirst());
  }

  private String violation(Pair pair) {
    boolean answers = stage.lab.ping(pair.from().name(), pair.to().address());
    return answers == pair.joined()
        ? ""
        : "%s %s %s, and they are %s"
            .formatted(
                pair.from().name(),
                answers ? "reaches" : "does not reach",
                pair.to().name(),
                pair.joined() ? "joined" : "not joined");
  }
}

package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PodPingsTest {
  private static final List<Pod> PODS =
      List.of(
          new Pod("paris", "paris-n1-p1", "ns-a", "10.1.1.10"),
          new Pod("paris", "paris-n1-p2", "ns-b", "10.1.1.11"),
          new Pod("london", "london-n1-p1", "ns-c", "10.2.1.10"),
          new Pod("tokyo", "tokyo-n1-p1", "ns-d", "10.3.1.10"));

  @Test
  void pingsEveryPodOfEveryOtherClusterInBothDirections() {
    List<PodPings.Result> results = new PodPings((_, _) -> 200L).betweenClusters(PODS);

    assertThat(results).hasSize(10);
    assertThat(results).noneMatch(result -> result.from().cluster().equals(result.to().cluster()));
    assertThat(PodPings.answered(results)).isEqualTo(10);
  }

  @Test
  void countsByPairOfClusters() {
    List<PodPings.Result> results =
        new PodPings(
                (from, to) ->
                    to.cluster().equals("tokyo") ? null : from.name().endsWith("p1") ? 100L : 300L)
            .betweenClusters(PODS);

    String matrix = PodPings.matrix(List.of("paris", "london", "tokyo"), results).toString();

    assertThat(matrix.lines().toList())
        .element(1)
        .asString()
        .contains("2/2  0.20 ms")
        .contains("0/2");
    assertThat(PodPings.answered(results)).isEqualTo(7);
  }
}

package io.podspan.probeservice.verdict;

import static io.podspan.probeservice.verdict.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeReach;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import org.junit.jupiter.api.Test;

class NodePairsTest {
  @Test
  void thePairsOfPodsAreCountedByNodesAndThoseWithFailuresComeFirst() {
    Verdict verdict = Verdict.of(measured((_, to) -> !to.path().contains("tokyo-n2-p1")));
    assertThat(verdict.nodes())
        .containsExactly(
            new NodeReach("paris-n1", "tokyo-n2", 4, 2),
            new NodeReach("paris-n2", "tokyo-n2", 4, 2),
            new NodeReach("paris-n1", "tokyo-n1", 4, 4),
            new NodeReach("paris-n2", "tokyo-n1", 4, 4));
  }

  @Test
  void whatIsNotMeasuredHasNoPairsOfNodes() {
    assertThat(Verdict.of(Samples.impossible(new NoProbePods("paris", 0))).nodes()).isEmpty();
  }
}

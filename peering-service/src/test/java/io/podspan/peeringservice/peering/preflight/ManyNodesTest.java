package io.podspan.peeringservice.peering.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyNodesTest {
  private static List<Finding> findings(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            i ->
                new Finding(
                    "node-left-out",
                    Finding.Outcome.CAUTION,
                    "node-without-router",
                    "clusters/paris/nodes/n" + i,
                    "The node n" + i + " is left out.",
                    "Nothing."))
        .toList();
  }

  @Test
  void fewStandEachForItself() {
    assertThat(ManyNodes.gathered("paris", findings(10))).isEqualTo(findings(10));
  }

  @Test
  void manyBecomeOneThatNamesThem() {
    assertThat(ManyNodes.gathered("paris", findings(5_000)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.where()).isEqualTo("clusters/paris");
              assertThat(finding.warnsOf("paris")).isTrue();
              assertThat(finding.evidence())
                  .startsWith("5000 nodes of paris: n1, n2, n3")
                  .endsWith("n50 and 4950 others. Of the first of them: The node n1 is left out.");
            });
  }
}

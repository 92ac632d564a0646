package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import org.junit.jupiter.api.Test;

class NodesNotReadyTest {
  private static final Check CHECK = new NodesNotReady();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksANodeThatIsNotReady() {
    Candidate paris =
        Proposals.parisWithNodes(
            n ->
                new NodeReading(
                    n.name(),
                    n.address(),
                    n.podCidrs(),
                    !n.name().equals("paris-2"),
                    n.annotations()));
    assertThat(blockedPlaces(CHECK, Proposals.of(paris, candidate(TOKYO))))
        .containsExactly("clusters/paris/nodes/paris-2");
  }
}

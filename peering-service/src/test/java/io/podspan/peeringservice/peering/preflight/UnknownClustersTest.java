package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownClustersTest {
  private static final Check CHECK = new UnknownClusters();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksAClusterThatIsNotRegistered() {
    assertThat(blockedPlaces(CHECK, Proposals.of(candidate(PARIS))))
        .containsExactly("clusters/tokyo");
  }
}

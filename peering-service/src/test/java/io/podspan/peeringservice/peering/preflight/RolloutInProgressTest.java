package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import org.junit.jupiter.api.Test;

class RolloutInProgressTest {
  private static final Check CHECK = new RolloutInProgress();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksAClusterThatIsBeingRolledOut() {
    Candidate rolling = new Candidate(Samples.known(TOKYO), candidate(TOKYO).look(), true);
    assertThat(blockedPlaces(CHECK, Proposals.of(candidate(PARIS), rolling)))
        .containsExactly("clusters/tokyo");
  }
}

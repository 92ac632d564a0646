package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlreadyJoinedTest {
  private static final Check CHECK = new AlreadyJoined();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void passesAClusterThatIsJoinedWithAThirdOne() {
    passes(CHECK, Proposals.beside(Proposals.interconnect("europe", "paris", "london")));
  }

  @Test
  void blocksAPairThatAnotherInterconnectJoins() {
    assertThat(
            blockedPlaces(
                CHECK, Proposals.beside(Proposals.interconnect("earth", "paris", "tokyo"))))
        .containsExactly("clusters/paris,clusters/tokyo");
  }
}

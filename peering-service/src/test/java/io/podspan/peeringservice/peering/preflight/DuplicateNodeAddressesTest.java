package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DuplicateNodeAddressesTest {
  private static final Check CHECK = new DuplicateNodeAddresses();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksTwoNodesWithTheSameAddress() {
    assertThat(
            blockedPlaces(CHECK, Proposals.withTokyo(Proposals.firstNodeAt(TOKYO, "198.18.1.1"))))
        .containsExactly("nodes/paris/paris-1,nodes/tokyo/tokyo-1");
  }
}

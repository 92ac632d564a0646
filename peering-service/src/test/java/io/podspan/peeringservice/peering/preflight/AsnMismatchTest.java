package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AsnMismatchTest {
  private static final Check CHECK = new AsnMismatch();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksAClusterWithAnotherAsnThanTheReflector() {
    assertThat(blockedPlaces(CHECK, Proposals.withTokyo(Proposals.asn(TOKYO, 65001))))
        .containsExactly("reflectors/reflector/asn");
  }
}

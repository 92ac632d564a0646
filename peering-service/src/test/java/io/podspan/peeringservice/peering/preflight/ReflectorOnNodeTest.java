package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Reflector;
import org.junit.jupiter.api.Test;

class ReflectorOnNodeTest {
  private static final Check CHECK = new ReflectorOnNode();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksAReflectorAtTheAddressOfANode() {
    Reflector onNode = new Reflector("reflector", "198.18.3.2", 179, 64512);
    assertThat(blockedPlaces(CHECK, Proposals.withReflector(onNode)))
        .containsExactly("reflectors/reflector/address");
  }
}

package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Reflector;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReflectorContradictionTest {
  private static final Check CHECK = new ReflectorContradiction();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  private static Proposal withReflectorOfEurope(Reflector reflector) {
    return Proposals.with(
        reflector,
        List.of(Proposals.interconnect("europe", "paris", "london")),
        List.of(),
        candidate(PARIS),
        candidate(TOKYO));
  }

  @Test
  void passesTheSameReflectorInTwoInterconnects() {
    passes(CHECK, withReflectorOfEurope(REFLECTOR));
  }

  @Test
  void blocksAReflectorThatAnotherInterconnectHasElsewhere() {
    assertThat(
            blockedPlaces(
                CHECK, withReflectorOfEurope(new Reflector("reflector", "192.0.2.9", 179, 64512))))
        .containsExactly("reflectors/reflector");
  }
}

package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.List;
import java.util.Set;
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

  private static DeclaredReflector declaredAt(String address) {
    return new DeclaredReflector(
        new ReflectorSaid(REFLECTOR.name(), address, 179, 64512, true, null), Samples.NOON);
  }

  @Test
  void passesAReflectorThatIsDescribedAsItIsDeclared() {
    passes(CHECK, Proposals.declaring(REFLECTOR, declaredAt(REFLECTOR.address())));
  }

  @Test
  void blocksAReflectorThatIsDeclaredElsewhere() {
    assertThat(blockedPlaces(CHECK, Proposals.declaring(REFLECTOR, declaredAt("192.0.2.9"))))
        .containsExactly("reflectors/reflector");
  }

  @Test
  void blocksANameWhoseReflectorWasForgottenMeanwhile() {
    InterconnectRequest byName =
        new InterconnectRequest(
            "asia",
            List.of("paris", "tokyo"),
            List.of(REFLECTOR),
            false,
            Strategy.DEFAULT,
            OnDrift.TELL,
            RouterWishes.DEFAULT,
            Set.of(REFLECTOR.name()));
    assertThat(blockedPlaces(CHECK, Proposals.declaring(byName)))
        .containsExactly("reflectors/reflector");
    passes(CHECK, Proposals.declaring(byName, declaredAt(REFLECTOR.address())));
  }
}

package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.ReflectorSaid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReflectorKeyTest {
  private static final Check CHECK = new ReflectorKey();

  private static Proposal declared(@Nullable String keyFile) {
    return Proposals.declaring(
        REFLECTOR,
        new DeclaredReflector(
            new ReflectorSaid(
                REFLECTOR.name(),
                REFLECTOR.address(),
                REFLECTOR.port(),
                REFLECTOR.asn(),
                true,
                keyFile),
            NOON));
  }

  @Test
  void passesTheUsualProposalAndADeclaredReflectorWithoutAKey() {
    passes(CHECK, Proposals.USUAL);
    passes(CHECK, declared(null));
  }

  @Test
  void blocksAReflectorWhoseKeyNoRouterWouldGet() {
    assertThat(blockedPlaces(CHECK, declared("rr.key")))
        .containsExactly("reflectors/reflector/keyFile");
  }
}

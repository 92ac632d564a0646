package io.podspan.peeringservice.peering.change;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedReflectorsTest {
  private static final Reflector FORMER = withKey("rr1.key");
  private static final Reflector NEXT = withKey("rr1-2027.key");
  private static final Reflector OTHER = new Reflector("rr2", "192.0.2.2", 179, 64512);

  private static Reflector withKey(String file) {
    return new Reflector("rr1", "192.0.2.1", 179, 64512, file);
  }

  private static Interconnect europe(Reflector reflector) {
    return new Interconnect("europe", 1, List.of("paris", "lyon"), List.of(reflector), false, NOON);
  }

  private static List<Reflector> given(Reflector needed, Reflector former, Reflector... wanted) {
    return new SharedReflectors(List.of(needed)).unneeded(List.of(former), List.of(wanted));
  }

  @Test
  void whatNobodyElseHasGoes() {
    assertThat(given(OTHER, FORMER)).containsExactly(FORMER);
    assertThat(given(FORMER, FORMER)).isEmpty();
  }

  @Test
  void aReflectorThatAnotherInterconnectHasByAnotherKeyStaysInALeave() {
    assertThat(given(NEXT, FORMER)).isEmpty();
    assertThat(given(FORMER, NEXT)).isEmpty();
  }

  @Test
  void aReflectorThatAnotherInterconnectHasByAnotherKeyStaysWhereADifferentOneIsWanted() {
    assertThat(given(NEXT, FORMER, OTHER)).isEmpty();
  }

  @Test
  void theKeyChangesWithTheLastInterconnectThatHasTheFormerOne() {
    assertThat(given(FORMER, FORMER, NEXT)).isEmpty();
    assertThat(given(NEXT, FORMER, NEXT)).containsExactly(FORMER);
  }

  @Test
  void onlyOtherInterconnectsOfTheClusterThatStayHaveAWord() {
    Interconnect europe = europe(FORMER);
    assertThat(SharedReflectors.of(List.of(europe), "asia", "paris").needed())
        .containsExactly(FORMER);
    assertThat(SharedReflectors.of(List.of(europe), "asia", "tokyo").needed()).isEmpty();
    assertThat(SharedReflectors.of(List.of(europe), "europe", "paris").needed()).isEmpty();
    assertThat(SharedReflectors.of(List.of(europe.beingWithdrawn()), "asia", "paris").needed())
        .isEmpty();
  }
}

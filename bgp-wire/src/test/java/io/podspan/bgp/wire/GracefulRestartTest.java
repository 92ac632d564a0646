package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static io.podspan.bgp.wire.CapabilityType.GRACEFUL_RESTART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GracefulRestartTest {
  private static final GracefulRestart BOTH =
      new GracefulRestart(
          true, true, 120, Set.of(IPV4_UNICAST, IPV6_UNICAST), Set.of(IPV6_UNICAST));

  private static Capability octets(String hex) {
    return new Capability(64, Octets.of(Frames.hex(hex)));
  }

  private static Optional<GracefulRestart> read(String hex) {
    return Capabilities.NONE.with(octets(hex)).value(GRACEFUL_RESTART);
  }

  @Test
  void writesFlagsTimeAndFamilies() {
    assertThat(Capabilities.NONE.with(GRACEFUL_RESTART, Optional.of(BOTH)).all())
        .containsExactly(octets("c078 0001 01 00 0002 01 80"));
  }

  @Test
  void readsFlagsTimeAndFamilies() {
    assertThat(read("c078 0001 01 00 0002 01 80")).contains(BOTH);
    // GoBGP 3.23 without a restart: no flag, and nothing preserved.
    assertThat(read("005a 0001 01 00"))
        .contains(new GracefulRestart(false, false, 90, Set.of(IPV4_UNICAST), Set.of()));
    assertThat(read("0fff")).contains(new GracefulRestart(false, false, 4095, Set.of(), Set.of()));
  }

  @Test
  void familiesWithoutANameHereAreLeftOut() {
    assertThat(read("8078 0001 80 80 0019 41 80"))
        .contains(new GracefulRestart(true, false, 120, Set.of(), Set.of()));
  }

  @Test
  void ofSeveralTheLastOneCounts() {
    Capabilities twice = Capabilities.NONE.with(octets("0078")).with(octets("005a"));

    assertThat(twice.value(GRACEFUL_RESTART).orElseThrow().restartSeconds()).isEqualTo(90);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0078 00", "0078 0001 01", "0078 0001 01 80 00"})
  void anImpossibleLengthCountsAsNotAnnounced(String hex) {
    assertThat(read(hex)).isEmpty();
  }

  @Test
  void bothHaveToAnnounceIt() {
    Capabilities with = Capabilities.NONE.with(GRACEFUL_RESTART, Optional.of(BOTH));

    assertThat(Capabilities.negotiated(GRACEFUL_RESTART, with, with)).contains(BOTH);
    assertThat(Capabilities.negotiated(GRACEFUL_RESTART, Capabilities.NONE, with)).isEmpty();
    assertThat(Capabilities.negotiated(GRACEFUL_RESTART, with, Capabilities.NONE)).isEmpty();
  }

  @Test
  void aHardResetCarriesItsReason() {
    Message.Notification reset =
        NotificationCode.hardReset(NotificationCode.ADMINISTRATIVE_SHUTDOWN.saying("bye"));

    assertThat(reset)
        .isEqualTo(new Message.Notification(6, 9, Octets.of(Frames.hex("0602 03 627965"))));
    assertThat(reset.describe()).isEqualTo("hard reset: administrative shutdown");
  }

  @Test
  void refusesATimeThatDoesNotFit() {
    assertThatThrownBy(() -> new GracefulRestart(false, false, 4096, Set.of(), Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

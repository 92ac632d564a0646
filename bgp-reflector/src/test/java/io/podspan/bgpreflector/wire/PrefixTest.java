package io.podspan.bgpreflector.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0/0", "10.1.0.0/16", "192.0.2.255/32", "255.255.255.255/32", "128.0.0.0/1"})
  void packsAndPrintsWithoutLoss(String text) {
    Prefix prefix = Prefix.of(text);

    assertThat(Prefix.unpack(prefix.packed())).isEqualTo(prefix).hasToString(text);
    assertThat(Prefix.format(prefix.packed())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.0.0",
        "10.1.0.0/33",
        "10.1.0.0/-1",
        "10.1.0.0/016",
        "10.1.0.1/16",
        "10.1.0/16",
        "x/8",
        "256.0.0.0/8",
        "010.0.0.0/8",
        ""
      })
  void refusesWhatIsNoPrefix(String text) {
    assertThat(Prefix.parse(text)).isEmpty();
  }

  @Test
  void containsItselfAndMoreSpecificOnes() {
    Prefix pods = Prefix.of("10.1.0.0/16");

    assertThat(pods.contains(Prefix.of("10.1.0.0/16").packed())).isTrue();
    assertThat(pods.contains(Prefix.of("10.1.255.0/24").packed())).isTrue();
    assertThat(pods.contains(Prefix.of("10.0.0.0/15").packed())).isFalse();
    assertThat(pods.contains(Prefix.of("10.2.0.0/24").packed())).isFalse();
    assertThat(Prefix.of("0.0.0.0/0").contains(Prefix.of("255.0.0.0/8").packed())).isTrue();
  }

  @Test
  void ordersByAddressThenLength() {
    assertThat(Prefix.of("10.0.0.0/8").packed()).isLessThan(Prefix.of("10.0.0.0/9").packed());
    assertThat(Prefix.of("10.0.0.0/9").packed()).isLessThan(Prefix.of("192.0.2.0/24").packed());
  }
}

package io.podspan.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4NetTest {
  @Test
  void readsAndWritesTheSameText() {
    assertThat(Ipv4Net.parse("198.18.0.0/24")).hasToString("198.18.0.0/24");
    assertThat(Ipv4Net.parse("0.0.0.0/0")).hasToString("0.0.0.0/0");
  }

  @Test
  void clearsTheBitsOfTheHost() {
    assertThat(Ipv4Net.parse("10.1.2.3/16")).hasToString("10.1.0.0/16");
  }

  @Test
  void cutsASubnetOut() {
    assertThat(Ipv4Net.parse("10.1.0.0/16").subnet(2, 24)).hasToString("10.1.2.0/24");
  }

  @Test
  void overlapsWhatItContainsAndWhatContainsIt() {
    Ipv4Net wide = Ipv4Net.parse("10.0.0.0/8");
    Ipv4Net narrow = Ipv4Net.parse("10.1.0.0/16");

    assertThat(wide.overlaps(narrow)).isTrue();
    assertThat(narrow.overlaps(wide)).isTrue();
    assertThat(narrow.overlaps(Ipv4Net.parse("10.2.0.0/16"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.1.0.0", "10.1.0/16", "256.0.0.0/8", "10.0.0.0/33", "a/1", "10.0.0.0/"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Ipv4Net.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}

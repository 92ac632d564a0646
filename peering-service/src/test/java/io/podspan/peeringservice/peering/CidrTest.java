package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.cidrs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.1.0.0/16", "255.255.255.255/32", "128.0.0.0/1"})
  void readsAndWritesTheSame(String text) {
    assertThat(Cidr.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.1.0.0",
        "10.1.0/16",
        "10.1.0.0/33",
        "10.1.0.0/-1",
        "10.1.0.0/1x",
        "10.01.0.0/16",
        "256.0.0.0/8",
        "fd00::/8",
        "a.b.c.d/8",
        "10.1.0.0/999"
      })
  void refusesWhatIsNoPrefix(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
  }

  @Test
  void saysWhichPrefixIsProbablyMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse("10.1.2.3/16"))
        .withMessageContaining("10.1.0.0/16 is meant?");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.0.0/16, true",
    "10.1.0.0/16, 10.1.255.0/24, true",
    "10.1.255.0/24, 10.1.0.0/16, true",
    "10.1.0.0/16, 10.2.0.0/16, false",
    "0.0.0.0/0, 10.2.0.0/16, true",
    "10.1.0.0/24, 10.1.1.0/24, false"
  })
  void overlaps(String one, String other, boolean expected) {
    assertThat(Cidr.parse(one).overlaps(Cidr.parse(other))).isEqualTo(expected);
  }

  @Test
  void aggregatesSiblingsUpwards() {
    assertThat(
            Cidr.aggregated(
                cidrs("10.1.3.0/24", "10.1.0.0/24", "10.1.1.0/24", "10.1.2.0/24", "10.1.2.0/25")))
        .isEqualTo(cidrs("10.1.0.0/22"));
  }

  @Test
  void claimsNothingBetweenPrefixesThatAreNoSiblings() {
    assertThat(Cidr.aggregated(cidrs("10.1.1.0/24", "10.1.2.0/24")))
        .isEqualTo(cidrs("10.1.1.0/24", "10.1.2.0/24"));
  }
}

package io.podspan.routecollector.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4PrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/24, 10.1.0.0/24",
    "10.1.0.9/24, 10.1.0.0/24",
    "10.1.0.9, 10.1.0.9/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "255.255.255.255/1, 128.0.0.0/1"
  })
  void readsPrefixesIntoCanonicalForm(String text, String canonical) {
    assertThat(Ipv4Prefix.parse(text).orElseThrow()).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.1.0",
        "256.0.0.0/8",
        "10.0.0.0/33",
        "2001:db8::/32",
        "10.0.0.0/",
        "a.b.c.d",
        "10.1.0.0/24 ",
        "1234.0.0.1",
        "10.0.0.0/-1",
        "１０.0.0.0"
      })
  void refusesEverythingElse(String text) {
    assertThat(Ipv4Prefix.parse(text)).isEmpty();
  }

  @Test
  void containsTheAddressesInside() {
    Ipv4Prefix prefix = Ipv4Prefix.parse("198.18.0.0/23").orElseThrow();
    assertThat(prefix.contains("198.18.1.255")).isTrue();
    assertThat(prefix.contains("198.18.2.0")).isFalse();
    assertThat(prefix.contains("nonsense")).isFalse();
  }
}

package io.podspan.routecollector.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintedAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/24, 10.1.0.0/24",
    "10.1.0.9, 10.1.0.9/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "2001:DB8:0:0::/64, 2001:db8::/64",
    "fd00::1, fd00::1/128",
    "::/0, ::/0"
  })
  void readsPrefixesIntoCanonicalForm(String text, String canonical) {
    assertThat(PrintedAddress.prefix(text)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "default",
        "10.1.0",
        "10.0.0.0/33",
        "fd00::/129",
        "10.1.0.0/24 ",
        "unreachable"
      })
  void refusesEverythingElse(String text) {
    assertThat(PrintedAddress.prefix(text)).isEmpty();
    assertThat(PrintedAddress.address(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"198.18.0.1, 198.18.0.1", "FD00:0::1, fd00::1", "fe80::1%eth0, fe80::1"})
  void readsAddressesIntoCanonicalForm(String text, String canonical) {
    assertThat(PrintedAddress.address(text)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%eth0", "10.1.0.0/24", "node-1"})
  void refusesPrefixesAndNames(String text) {
    assertThat(PrintedAddress.address(text)).isEmpty();
  }
}

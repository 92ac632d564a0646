package io.podspan.bgp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "10.1.0.0/16",
        "192.0.2.255/32",
        "255.255.255.255/32",
        "128.0.0.0/1",
        "::/0",
        "8000::/1",
        "2001:db8::/32",
        "2001:db8:0:1::/64",
        "2001:db8:0:1:8000::/65",
        "2001:db8::1/128"
      })
  void isReadAndWrittenWithoutLoss(String text) {
    assertThat(Prefix.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.0.0",
        "10.1.0.0/",
        "10.1.0.0/33",
        "10.1.0.0/-1",
        "10.1.0.0/016",
        "10.1.0.0/1 ",
        "10.1.0.1/16",
        "10.1.0/16",
        "x/8",
        "256.0.0.0/8",
        "010.0.0.0/8",
        "2001:db8::1/32",
        "2001:db8::/129",
        "2001:db8::/1280",
        "::1/127",
        ""
      })
  void refusesWhatIsNoPrefix(String text) {
    assertThat(Prefix.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.0.0/16, true",
    "10.1.0.0/16, 10.1.255.0/24, true",
    "10.1.0.0/16, 10.0.0.0/15, false",
    "10.1.0.0/16, 10.2.0.0/24, false",
    "0.0.0.0/0, 255.0.0.0/8, true",
    "0.0.0.0/0, ::/0, false",
    "::/0, 2001:db8::/32, true",
    "::/0, 10.0.0.0/8, false",
    "2001:db8::/32, 2001:db8:ffff::/48, true",
    "2001:db8::/32, 2001:db9::/48, false",
    "2001:db8::/96, 2001:db8::1:0/112, true",
    "2001:db8::/96, 2001:db8::1:0:0/112, false"
  })
  void containsItselfAndMoreSpecificOnes(String outer, String inner, boolean contained) {
    assertThat(Prefix.of(outer).contains(Prefix.of(inner))).isEqualTo(contained);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.0/24, ::ffff:192.0.2.1, false",
    "2001:db8::/127, 2001:db8::1, true",
    "2001:db8::/127, 2001:db8::2, false"
  })
  void containsAddressesOfItsFamily(String prefix, String address, boolean contained) {
    assertThat(Prefix.of(prefix).contains(IpAddress.of(address))).isEqualTo(contained);
  }

  @Test
  void ordersByFamilyThenAddressThenLength() {
    List<Prefix> ordered =
        List.of(
            Prefix.of("10.0.0.0/8"),
            Prefix.of("10.0.0.0/9"),
            Prefix.of("192.0.2.0/24"),
            Prefix.of("::/0"),
            Prefix.of("2001:db8::/32"),
            Prefix.of("2001:db8::/64"),
            Prefix.of("fd00::/8"));

    assertThat(ordered.reversed().stream().sorted()).isEqualTo(ordered);
  }

  @Test
  void hasNoHostBits() {
    assertThat(Prefix.ipv4(0x0a01ffff, 16)).isEqualTo(Prefix.of("10.1.0.0/16"));
    assertThat(new Prefix(AddressFamily.IPV6_UNICAST, -1, -1, 0)).hasToString("::/0");
    assertThatThrownBy(() -> Prefix.ipv4(0, 33)).isInstanceOf(IllegalArgumentException.class);
  }
}

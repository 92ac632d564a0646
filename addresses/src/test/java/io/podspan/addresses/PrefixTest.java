package io.podspan.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
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
    assertThat(new Prefix(IpFamily.IPV6, -1, -1, 0)).hasToString("::/0");
    assertThatThrownBy(() -> Prefix.ipv4(0, 33)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.0.0.0/8, true",
    "10.0.0.0/8, 10.1.0.0/16, true",
    "10.1.0.0/16, 10.1.0.0/16, true",
    "10.0.0.0/16, 10.1.0.0/16, false",
    "0.0.0.0/0, ::/0, false",
    "fd00::/48, fd00:0:0:1::/64, true",
    "fd00:0:0:1::/64, fd00::/48, true",
    "fd00::/64, fd00:0:0:1::/64, false"
  })
  void overlapsWhenOneHoldsTheOther(String one, String other, boolean overlap) {
    assertThat(Prefix.of(one).overlaps(Prefix.of(other))).isEqualTo(overlap);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, 0, 10.0.0.0",
    "10.0.0.0/24, 255, 10.0.0.255",
    "0.0.0.0/0, 4294967295, 255.255.255.255",
    "192.0.2.1/32, 0, 192.0.2.1",
    "fd00::/64, 1, fd00::1",
    "fd00::/64, 9223372036854775807, fd00::7fff:ffff:ffff:ffff",
    "fd00::/120, 255, fd00::ff"
  })
  void countsItsAddresses(String prefix, long offset, String address) {
    assertThat(Prefix.of(prefix).host(offset)).isEqualTo(IpAddress.of(address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 3, 16, 10.3.0.0/16",
    "10.0.0.0/8, 0, 8, 10.0.0.0/8",
    "0.0.0.0/0, 255, 8, 255.0.0.0/8",
    "fd00::/48, 5, 64, fd00:0:0:5::/64",
    "fd00::/56, 258, 72, fd00:0:0:1:200::/72",
    "fd00::/64, 3, 127, fd00::6/127",
    "::/0, 1, 128, ::1/128"
  })
  void countsItsSubnets(String prefix, long index, int longer, String subnet) {
    assertThat(Prefix.of(prefix).subnet(index, longer)).isEqualTo(Prefix.of(subnet));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, 256, 32",
    "10.0.0.0/24, -1, 32",
    "10.0.0.0/24, 0, 33",
    "10.0.0.0/24, 0, 23",
    "fd00::/120, 256, 128",
    "fd00::/64, 0, 129"
  })
  void hasNoSubnetsBeyondItself(String prefix, long index, int longer) {
    assertThatThrownBy(() -> Prefix.of(prefix).subnet(index, longer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24, 256",
    "192.0.2.1/32, 1",
    "0.0.0.0/0, 4294967296",
    "fd00::/66, 4611686018427387904",
    "fd00::/65, 9223372036854775807",
    "::/0, 9223372036854775807"
  })
  void knowsItsSize(String prefix, long size) {
    assertThat(Prefix.of(prefix).size()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.1.0/24 10.0.0.0/24 | 10.0.0.0/23",
        "10.0.0.0/24 10.0.1.0/24 10.0.2.0/24 10.0.3.0/24 | 10.0.0.0/22",
        "10.0.1.0/24 10.0.2.0/24 | 10.0.1.0/24 10.0.2.0/24",
        "10.0.0.0/16 10.0.7.0/24 10.0.0.0/16 | 10.0.0.0/16",
        "0.0.0.0/1 128.0.0.0/1 | 0.0.0.0/0",
        "0.0.0.0/0 ::/0 | 0.0.0.0/0 ::/0",
        "fd00:0:0:1::/64 fd00::/64 10.0.0.0/24 | 10.0.0.0/24 fd00::/63",
        "fd00::1/128 fd00::/128 fd00::2/127 | fd00::/126"
      })
  void areAggregatedWithoutCoveringMore(String prefixes, String shortest) {
    assertThat(Prefix.aggregated(all(prefixes))).isEqualTo(all(shortest));
  }

  private static List<Prefix> all(String prefixes) {
    return Arrays.stream(prefixes.split(" ")).map(Prefix::of).toList();
  }

  @Test
  void clearsTheBitsOfAnAddressAfterTheLength() {
    assertThat(Prefix.of(IpAddress.of("10.1.2.3"), 24)).isEqualTo(Prefix.of("10.1.2.0/24"));
    assertThat(Prefix.of(IpAddress.of("fd00::1:2"), 112)).isEqualTo(Prefix.of("fd00::1:0/112"));
    assertThatThrownBy(() -> Prefix.of(IpAddress.of("10.1.2.3"), 33))
        .hasMessage("the length of an IPv4 prefix is 0 to 32, not 33");
  }
}

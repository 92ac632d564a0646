package io.podspan.probeservice.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.2", "255.255.255.255", "0.0.0.0", "fd00::1", "2001:DB8::a:b"})
  void takesAddresses(String text) {
    assertThat(IpAddress.parse(text)).map(IpAddress::text).contains(text);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "10.1.0",
        "10.1.0.256",
        "10.1.0.02",
        "10.1.0.2.",
        "1",
        "0x7f.1",
        "10.1.0.2/32",
        "10.1.0.2 ",
        "10.1.0.2\n",
        "-f",
        "-w1",
        "$(reboot)",
        "`id`",
        "localhost",
        "a.b.c.d",
        "fe80::1%eth0",
        "::ffff:10.1.0.2",
        "1:2:3:4:5:6:7:8:9",
        "::g",
        ":",
        "[::1]",
        "१.१.१.१"
      })
  void refusesEverythingElse(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void cannotBeMadeOfAnythingElse() {
    assertThatIllegalArgumentException().isThrownBy(() -> new IpAddress("-f"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.255.255, 10.1.0.0/16, true",
    "10.2.0.0, 10.1.0.0/16, false",
    "10.1.0.2, 0.0.0.0/0, true",
    "10.1.0.2, 10.1.0.2/32, true",
    "10.1.0.3, 10.1.0.2/31, true",
    "10.1.0.4, 10.1.0.2/31, false",
    "fd00::1, fd00::/8, true",
    "10.1.0.2, ::/0, false",
    "10.1.0.2, 10.1.0.0/33, false",
    "10.1.0.2, 10.1.0.0, false",
    "10.1.0.2, nonsense/8, false",
  })
  void knowsWhichCidrItIsIn(String address, String cidr, boolean in) {
    assertThat(new IpAddress(address).inAnyOf(List.of(cidr))).isEqualTo(in);
  }
}

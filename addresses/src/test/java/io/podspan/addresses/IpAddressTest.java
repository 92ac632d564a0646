package io.podspan.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  /** RFC 5952, section 4. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "2001:db8::, 2001:db8::",
    "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80:0:0:0:0:0:0:0, fe80::",
    "0:0:0:0:0:ffff:192.0.2.1, ::ffff:192.0.2.1",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void isWrittenInOneWay(String text, String canonical) {
    assertThat(IpAddress.of(text)).hasToString(canonical).isEqualTo(IpAddress.of(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "fe80::1%eth0",
        "::\u0661",
        "1.2.3",
        "01.2.3.4",
        "256.0.0.1",
        "-1::"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "fe80::1"})
  void becomesAnInetAddressAndBack(String text) {
    IpAddress address = IpAddress.of(text);

    assertThat(IpAddress.of(address.toInetAddress())).isEqualTo(address);
    assertThat(address.octets()).isEqualTo(address.toInetAddress().getAddress());
  }

  @Test
  void mappedAddressesOfSocketsAreIpv4() throws UnknownHostException {
    InetAddress mapped = IpAddress.of("::ffff:192.0.2.1").toInetAddress();

    assertThat(mapped.getAddress()).hasSize(16);
    assertThat(IpAddress.of(mapped)).isEqualTo(IpAddress.of("192.0.2.1"));
  }

  @Test
  void ordersIpv4FirstAndThenByUnsignedBits() {
    List<IpAddress> ordered =
        List.of(
            IpAddress.of("9.0.0.0"),
            IpAddress.of("192.0.2.1"),
            IpAddress.of("::1"),
            IpAddress.of("2001:db8::"),
            IpAddress.of("2001:db8::1"),
            IpAddress.of("2001:db8::8000:0:0:0"),
            IpAddress.of("fe80::"));

    assertThat(ordered.reversed().stream().sorted()).isEqualTo(ordered);
  }

  @Test
  void ipv4HasNoFurtherBits() {
    assertThatThrownBy(() -> new IpAddress(1, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

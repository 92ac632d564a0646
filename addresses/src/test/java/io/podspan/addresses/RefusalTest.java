package io.podspan.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read when their text is refused. */
class RefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "paris | \"paris\" is not an IP address such as 192.0.2.1 or 2001:db8::1",
        "'' | \"\" is not an IP address such as 192.0.2.1 or 2001:db8::1",
        "1.2.3 | \"1.2.3\" is not an IP address such as 192.0.2.1 or 2001:db8::1",
        "192.0.2.256 | \"192.0.2.256\": the number 256 is larger than 255",
        "192.0.2.9999 | \"192.0.2.9999\": the number 9999 is larger than 255",
        "192.0.2.01 | \"192.0.2.01\": the number 01 has a leading zero",
        "fe80::1%eth0 | \"fe80::1%eth0\" has a zone; give the address without % and zone",
        "10.1.0.0/16 | \"10.1.0.0/16\" is a prefix; an IP address has no /length"
      })
  void namesWhatIsWrongWithAnAddress(String text, String message) {
    assertThat(IpAddress.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(text)).withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pods | \"pods\" is not an IP prefix such as 10.1.0.0/16 or 2001:db8::/32",
        "pods/16 | \"pods/16\" is not an IP prefix such as 10.1.0.0/16 or 2001:db8::/32",
        "10.1.0.0 | 10.1.0.0 is an address without a prefix length such as /24",
        "fd00:: | fd00:: is an address without a prefix length such as /64",
        "10.1.0.0/33 | \"10.1.0.0/33\": the length of an IPv4 prefix is 0 to 32",
        "10.1.0.0/016 | \"10.1.0.0/016\": the length of an IPv4 prefix is 0 to 32",
        "fd00::/129 | \"fd00::/129\": the length of an IPv6 prefix is 0 to 128",
        "10.1.0.300/24 | \"10.1.0.300\": the number 300 is larger than 255",
        "fe80::%1/64 | \"fe80::%1\" has a zone; give the address without % and zone",
        "10.1.0.5/16 | 10.1.0.5/16 has bits set after its length; did you mean 10.1.0.0/16?",
        "fd00::5/64 | fd00::5/64 has bits set after its length; did you mean fd00::/64?"
      })
  void namesWhatIsWrongWithAPrefix(String text, String message) {
    assertThat(Prefix.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Prefix.of(text)).withMessage(message);
  }

  @Test
  void saysThatAnIdentifierIsIpv4() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv4Address.of("fd00::1"))
        .withMessage("\"fd00::1\" is not an IPv4 address such as 192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ":", "/", "0", "1.", "::", "%"})
  void longTextIsRefusedUnreadAndCut(String part) {
    String text = part.repeat(1_000_000);

    assertThat(IpAddress.parse(text)).isEmpty();
    assertThat(Prefix.parse(text)).isEmpty();
    assertThat(Ipv4Address.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.of(text))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(160));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prefix.of(text))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(160));
  }

  @Test
  void controlCharactersAreNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddress.of("10\n\u001b[31m\u00e9"))
        .withMessageStartingWith("\"10??[31m?\" is not");
  }
}

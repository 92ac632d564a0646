package io.podspan.routecollector.bmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.addresses.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestsTest {
  private final Guests guests =
      Guests.of(
          List.of("198.51.100.0/24", " 203.0.113.7", "2001:db8::/32"),
          IpAddress.of("192.0.2.11")::equals);

  @ParameterizedTest
  @CsvSource({
    "198.51.100.200, true",
    "203.0.113.7, true",
    "203.0.113.8, false",
    "2001:db8::1, true",
    "192.0.2.11, true",
    "192.0.2.12, false"
  })
  void nodesAndNetworksOfTheSettingsMayConnect(String address, boolean admitted) {
    assertThat(guests.admits(IpAddress.of(address))).isEqualTo(admitted);
  }

  @Test
  void aTextThatIsNoNetworkSaysWhatToWrite() {
    assertThatThrownBy(() -> Guests.of(List.of("router1"), _ -> false))
        .hasMessageContaining("podspan.collector.bmp.from")
        .hasMessageContaining("router1");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:11019, /0.0.0.0:11019",
    "[2001:db8::1]:11019, '/[2001:db8:0:0:0:0:0:1]:11019'"
  })
  void whereToListenIsAnAddressAndAPort(String text, String where) {
    assertThat(BmpStation.address(text)).hasToString(where);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11019", "host:11019", "0.0.0.0:", "0.0.0.0:99999", ":11019", "::1"})
  void anythingElseIsAnError(String text) {
    assertThatThrownBy(() -> BmpStation.address(text))
        .hasMessageContaining("podspan.collector.bmp.listen");
  }
}

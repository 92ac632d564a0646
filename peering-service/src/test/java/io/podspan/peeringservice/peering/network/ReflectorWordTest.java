package io.podspan.peeringservice.peering.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Reflector;
import org.junit.jupiter.api.Test;

class ReflectorWordTest {
  private static final Reflector WANTED = new Reflector("rr1", "192.0.2.1", 179, 64512);

  private static boolean agrees(String addresses, int port, long asn) {
    return ReflectorWord.heard(addresses, port, asn).agreesWith(WANTED);
  }

  @Test
  void oneOfSeveralAddressesIsEnough() {
    assertThat(agrees("2001:db8::1,192.0.2.1", 179, 64512)).isTrue();
    assertThat(agrees("2001:db8::1,192.0.2.10", 179, 64512)).isFalse();
  }

  @Test
  void allAddressesAgreeWithAny() {
    assertThat(agrees("", 179, 64512)).isTrue();
  }

  @Test
  void anotherPortOrAsNumberIsElsewhere() {
    assertThat(agrees("192.0.2.1", 1790, 64512)).isFalse();
    assertThat(agrees("192.0.2.1", 179, 64513)).isFalse();
  }

  @Test
  void addressesAreComparedAsAddressesAndNotAsText() {
    assertThat(
            ReflectorWord.heard("2001:0DB8::0001", 179, 64512)
                .agreesWith(new Reflector("rr1", "2001:db8::1", 179, 64512)))
        .isTrue();
  }

  @Test
  void whatCannotBeReadSaysNothingOfAddresses() {
    assertThat(agrees("192.0.2.9,host", 179, 64512)).isTrue();
  }

  @Test
  void readsAsPartOfASentence() {
    assertThat(ReflectorWord.heard("192.0.2.1,2001:db8::1", 179, 64512))
        .hasToString("192.0.2.1 and 2001:db8::1, port 179, with the AS number 64512");
  }
}

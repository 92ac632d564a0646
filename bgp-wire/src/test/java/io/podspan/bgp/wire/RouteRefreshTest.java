package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.decode;
import static io.podspan.bgp.wire.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2918, RFC 7313. */
class RouteRefreshTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        Message.RouteRefresh.REQUEST,
        Message.RouteRefresh.BEGIN,
        Message.RouteRefresh.END,
        255
      })
  void subtypesAreLeftToTheReader(int subtype) {
    Message.RouteRefresh refresh = Message.RouteRefresh.of(AddressFamily.IPV6_UNICAST, subtype);

    assertThat(decode(MessageEncoder.encode(refresh, WireOptions.PLAIN))).isEqualTo(refresh);
    assertThat(refresh.family()).contains(AddressFamily.IPV6_UNICAST);
  }

  @Test
  void familiesWithoutANameHaveNone() {
    // RFC 2918, section 4: a request for what was not negotiated is ignored.
    assertThat(new Message.RouteRefresh(25, 0, 70).family()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "0001 00", "0001 00 01 00", "0001 00 01 01 40 0005 80 00"})
  void anotherLengthIsAnErrorWithTheMessageAsData(String body) {
    // RFC 7313, section 5; the last one carries an ORF (RFC 5291), which nobody announced.
    byte[] message = frame(5, body);

    assertThat(decode(message))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(NotificationCode.ROUTE_REFRESH_LENGTH.with(Octets.of(message))));
  }

  @Test
  void theDataFitsAMessage() {
    byte[] message = frame(5, new byte[60_000]);

    assertThat(decode(message, Frames.EXTENDED))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(MessageEncoder.encode(malformed.notification(), WireOptions.PLAIN))
                    .hasSize(4096));
  }
}

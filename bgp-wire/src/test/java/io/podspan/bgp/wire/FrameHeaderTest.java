package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4271, section 6.1; RFC 8654, section 4. */
class FrameHeaderTest {
  private static final String MARKER = "ffffffffffffffffffffffffffffffff";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          marker is not all ones     | fffffffffffffffffffffffffffffffe 0013 04 | 1 | 1 | ''
          length below the header    | ffffffffffffffffffffffffffffffff 0012 04 | 1 | 2 | 0012
          length 0                   | ffffffffffffffffffffffffffffffff 0000 02 | 1 | 2 | 0000
          length above 4096          | ffffffffffffffffffffffffffffffff 1001 02 | 1 | 2 | 1001
          KEEPALIVE with a body      | ffffffffffffffffffffffffffffffff 0014 04 | 1 | 2 | 0014
          OPEN too short             | ffffffffffffffffffffffffffffffff 001c 01 | 1 | 2 | 001c
          UPDATE too short           | ffffffffffffffffffffffffffffffff 0016 02 | 1 | 2 | 0016
          NOTIFICATION too short     | ffffffffffffffffffffffffffffffff 0014 03 | 1 | 2 | 0014
          ROUTE-REFRESH too short    | ffffffffffffffffffffffffffffffff 0012 05 | 1 | 2 | 0012
          type 0                     | ffffffffffffffffffffffffffffffff 0013 00 | 1 | 3 | 00
          type 6                     | ffffffffffffffffffffffffffffffff 0013 06 | 1 | 3 | 06
          type 255                   | ffffffffffffffffffffffffffffffff 0013 ff | 1 | 3 | ff
          """)
  void isRefusedWithData(String name, String header, int code, int subcode, String data) {
    assertThat(peek(header, WireOptions.MAX_MESSAGE))
        .isInstanceOfSatisfying(
            FrameHeader.Bad.class,
            bad ->
                assertThat(bad.malformed().notification())
                    .isEqualTo(new Message.Notification(code, subcode, Octets.of(hex(data)))));
  }

  @ParameterizedTest
  @ValueSource(ints = {Message.UPDATE, Message.NOTIFICATION, Message.ROUTE_REFRESH})
  void extendedMessagesReachTheEndOfTheLengthField(int type) {
    assertThat(peek(MARKER + "ffff" + octet(type), WireOptions.MAX_EXTENDED_MESSAGE))
        .isEqualTo(new FrameHeader.Frame(65535, type));
  }

  @ParameterizedTest
  @ValueSource(ints = {Message.OPEN, Message.KEEPALIVE})
  void openAndKeepaliveAreNeverLargerThanBefore(int type) {
    assertThat(peek(MARKER + "1001" + octet(type), WireOptions.MAX_EXTENDED_MESSAGE))
        .isInstanceOf(FrameHeader.Bad.class);
  }

  @Test
  void acceptsTheLargestMessage() {
    assertThat(peek(MARKER + "1000 02", WireOptions.MAX_MESSAGE))
        .isEqualTo(new FrameHeader.Frame(4096, Message.UPDATE));
  }

  @Test
  void waitsForTheWholeHeader() {
    assertThat(peek(MARKER + "0013", WireOptions.MAX_MESSAGE)).isEqualTo(FrameHeader.INCOMPLETE);
  }

  private static FrameHeader peek(String header, int maxMessage) {
    return FrameHeader.peek(Unpooled.wrappedBuffer(hex(header)), maxMessage);
  }

  private static String octet(int value) {
    return String.format("%02x", value);
  }
}

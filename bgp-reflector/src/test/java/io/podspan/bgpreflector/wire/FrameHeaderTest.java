package io.podspan.bgpreflector.wire;

import static io.podspan.bgpreflector.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4271, section 6.1. */
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
          type 0                     | ffffffffffffffffffffffffffffffff 0013 00 | 1 | 3 | 00
          type 6                     | ffffffffffffffffffffffffffffffff 0013 06 | 1 | 3 | 06
          """)
  void isRefusedWithData(String name, String header, int code, int subcode, String data) {
    assertThat(FrameHeader.peek(Unpooled.wrappedBuffer(hex(header))))
        .isEqualTo(
            new FrameHeader.Bad(
                new Malformed(
                    new Message.Notification(code, subcode, Octets.of(hex(data))), why(header))));
  }

  private static String why(String header) {
    return ((FrameHeader.Bad) FrameHeader.peek(Unpooled.wrappedBuffer(hex(header))))
        .malformed()
        .why();
  }

  @Test
  void acceptsTheLargestMessage() {
    assertThat(FrameHeader.peek(Unpooled.wrappedBuffer(hex(MARKER + "1000 02"))))
        .isEqualTo(new FrameHeader.Frame(4096, Message.UPDATE));
  }

  @Test
  void waitsForTheWholeHeader() {
    assertThat(FrameHeader.peek(Unpooled.wrappedBuffer(hex(MARKER + "0013"))))
        .isEqualTo(FrameHeader.INCOMPLETE);
  }
}

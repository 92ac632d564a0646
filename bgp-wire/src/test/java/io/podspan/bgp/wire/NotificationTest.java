package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.decode;
import static io.podspan.bgp.wire.Frames.frame;
import static io.podspan.bgp.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4271, section 4.5; RFC 4486; RFC 9003. */
class NotificationTest {
  @Test
  void maximumPrefixesSaysWhichFamilyAndHowMany() {
    // RFC 4486, section 4.
    assertThat(NotificationCode.maximumPrefixes(AddressFamily.IPV6_UNICAST, 100_000))
        .isEqualTo(new Message.Notification(6, 1, Octets.of(hex("0002 01 000186a0"))));
  }

  @Test
  void aShutdownSaysWhy() {
    // RFC 9003, section 2.
    Message.Notification shutdown =
        NotificationCode.ADMINISTRATIVE_SHUTDOWN.saying("maintenance, back at 12:00");

    assertThat(shutdown.communication()).contains("maintenance, back at 12:00");
    assertThat(shutdown.describe())
        .isEqualTo("administrative shutdown (\"maintenance, back at 12:00\")");
    assertThat(decode(MessageEncoder.encode(shutdown, WireOptions.PLAIN))).isEqualTo(shutdown);
  }

  @Test
  void anEmptyReasonIsNone() {
    assertThat(NotificationCode.ADMINISTRATIVE_RESET.saying(""))
        .isEqualTo(NotificationCode.ADMINISTRATIVE_RESET.plain());
  }

  @ParameterizedTest(name = "{0} times {1}")
  @CsvSource({
    "255, a, 255",
    "256, a, 255",
    "128, \u00e9, 254",
    "86, \u20ac, 255",
    "64, \ud83d\ude80, 252"
  })
  void isCutBetweenTwoCharacters(int times, String character, int octets) {
    Octets data = ShutdownCommunication.encode(character.repeat(times));

    assertThat(data.at(0) & 0xff).isEqualTo(octets).isEqualTo(data.length() - 1);
    String text = new String(data.toArray(), 1, octets, StandardCharsets.UTF_8);
    assertThat(text.replace(character, "")).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no data at all                          | 06 02
          a length of 0                           | 06 02 00
          a length longer than the data           | 06 02 05 6869
          a length octet of 255 and nothing else  | 06 04 ff
          another subcode                         | 06 05 02 6869
          another code                            | 02 02 02 6869
          only control characters                 | 06 02 03 0a0d00
          """)
  void textThatIsNoneIsIgnored(String name, String body) {
    // RFC 9003, section 3.
    assertThat(decode(frame(3, body)))
        .isInstanceOfSatisfying(
            Message.Notification.class,
            notification -> assertThat(notification.communication()).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RFC 8203 allowed 128 octets         | 06 02 02 6869         | hi
          what follows the text is not text   | 06 04 02 6869 ffff    | hi
          invalid UTF-8 is replaced           | 06 02 03 68ff69       | h\uFFFDi
          a log line stays one line           | 06 02 05 610a1b5b62   | a  [b
          """)
  void textIsMadeFitForALog(String name, String body, String text) {
    assertThat(decode(frame(3, body)))
        .isInstanceOfSatisfying(
            Message.Notification.class,
            notification -> assertThat(notification.communication()).contains(text));
  }

  @ParameterizedTest
  @CsvSource({"8, 0, send hold timer expired", "6, 10, BFD down", "9, 9, code 9 subcode 9"})
  void hasWords(int code, int subcode, String words) {
    assertThat(new Message.Notification(code, subcode, Octets.NONE).describe()).isEqualTo(words);
  }
}

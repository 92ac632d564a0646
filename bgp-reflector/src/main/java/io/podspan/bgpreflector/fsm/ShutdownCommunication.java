package io.podspan.bgpreflector.fsm;

import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.NotificationCode;
import io.podspan.bgpreflector.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What operators say to each other when a session is shut down or reset (RFC 9003): an octet of
 * length, then UTF-8.
 */
public final class ShutdownCommunication {
  private static final int MAX_OCTETS = 255;

  private ShutdownCommunication() {}

  /**
   * @param text is cut to 255 octets between two characters
   */
  public static Message.Notification with(NotificationCode code, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    int length = fitting(octets);
    byte[] data = new byte[length + 1];
    data[0] = (byte) length;
    System.arraycopy(octets, 0, data, 1, length);
    return text.isEmpty() ? code.plain() : code.with(Octets.of(data));
  }

  private static int fitting(byte[] octets) {
    if (octets.length <= MAX_OCTETS) {
      return octets.length;
    }
    int length = MAX_OCTETS;
    while (length > 0 && (octets[length] & 0xc0) == 0x80) {
      length--;
    }
    return length;
  }

  /** What the peer says and, where it is legible, what its operator adds. */
  static String describe(Message.Notification notification) {
    String text = carriesText(notification) ? read(notification.data()) : "";
    return text.isEmpty() ? notification.describe() : notification.describe() + ": " + text;
  }

  private static boolean carriesText(Message.Notification n) {
    return n.code() == NotificationCode.ADMINISTRATIVE_SHUTDOWN.code()
        && (n.subcode() == NotificationCode.ADMINISTRATIVE_SHUTDOWN.subcode()
            || n.subcode() == NotificationCode.ADMINISTRATIVE_RESET.subcode());
  }

  /** Section 2: nothing that is wrong with the text may matter beyond the text. */
  private static String read(Octets data) {
    int length = data.length() == 0 ? 0 : data.at(0) & 0xff;
    if (length == 0 || length > data.length() - 1) {
      return "";
    }
    byte[] octets = Arrays.copyOfRange(data.toArray(), 1, length + 1);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return printable(text);
    } catch (CharacterCodingException notUtf8) {
      return "";
    }
  }

  /** It ends up in logs: no line may look like another's. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

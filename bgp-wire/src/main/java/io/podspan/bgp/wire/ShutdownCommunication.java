package io.podspan.bgp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The reason in a NOTIFICATION of an administrative shutdown or reset (RFC 9003): a length octet
 * and UTF-8.
 */
public final class ShutdownCommunication {
  /** Octets. RFC 9003, section 2; 128 in RFC 8203. */
  private static final int MAX = 255;

  private ShutdownCommunication() {}

  /** The data of the NOTIFICATION. A text that is too long is cut between two characters. */
  public static Octets encode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, MAX);
    while (length < utf8.length && isContinuation(utf8[length])) {
      length--;
    }
    byte[] data = new byte[1 + length];
    data[0] = (byte) length;
    System.arraycopy(utf8, 0, data, 1, length);
    return Octets.of(data);
  }

  private static boolean isContinuation(byte octet) {
    return (octet & 0xc0) == 0x80;
  }

  /**
   * Empty if there is none or if its length is wrong (section 3: not an error). Control characters
   * are replaced by spaces, because the text is logged.
   */
  static Optional<String> of(Message.Notification notification) {
    byte[] data = notification.data().toArray();
    if (!carriesText(notification) || data.length == 0 || (data[0] & 0xff) > data.length - 1) {
      return Optional.empty();
    }
    byte[] utf8 = Arrays.copyOfRange(data, 1, 1 + (data[0] & 0xff));
    String text = new String(utf8, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ").strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static boolean carriesText(Message.Notification notification) {
    return NotificationCode.ADMINISTRATIVE_SHUTDOWN.matches(notification)
        || NotificationCode.ADMINISTRATIVE_RESET.matches(notification);
  }
}

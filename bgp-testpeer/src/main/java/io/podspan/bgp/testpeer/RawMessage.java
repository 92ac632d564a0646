package io.podspan.bgp.testpeer;

import io.podspan.bgp.wire.Message;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A message as it was received.
 *
 * @param type RFC 4271, section 4.1
 * @param body everything after the header of 19 octets
 */
public record RawMessage(int type, byte[] body) {
  static final int HEADER = 19;
  static final int MARKER = 16;

  /** Whether it is an UPDATE. */
  public boolean isUpdate() {
    return type == Message.UPDATE;
  }

  /** Whether it is a NOTIFICATION. */
  public boolean isNotification() {
    return type == Message.NOTIFICATION;
  }

  /** Code and subcode of a NOTIFICATION, as "3/1". Any other message as text. */
  public String notification() {
    return isNotification() && body.length >= 2
        ? (body[0] & 0xff) + "/" + (body[1] & 0xff)
        : toString();
  }

  /** What follows code and subcode of a NOTIFICATION. */
  public byte[] notificationData() {
    return Arrays.copyOfRange(body, 2, body.length);
  }

  /** Type and body in hexadecimal. */
  public String hex() {
    return HexFormat.of().toHexDigits((byte) type) + HexFormat.of().formatHex(body);
  }

  /** The whole message with its header. */
  byte[] frame() {
    byte[] frame = new byte[HEADER + body.length];
    Arrays.fill(frame, 0, MARKER, (byte) 0xff);
    frame[MARKER] = (byte) (frame.length >>> 8);
    frame[MARKER + 1] = (byte) frame.length;
    frame[MARKER + 2] = (byte) type;
    System.arraycopy(body, 0, frame, HEADER, body.length);
    return frame;
  }

  @Override
  public String toString() {
    return "message of type " + type + " with body " + HexFormat.of().formatHex(body);
  }
}

package io.podspan.bgpreflector.hostile;

import java.util.Arrays;
import java.util.HexFormat;

/** A message as it came, without its header. */
public record RawMessage(int type, byte[] body) {

  /** Code and subcode of a NOTIFICATION, as "3/1". */
  String notification() {
    return type == Bytes.NOTIFICATION && body.length >= 2 ? body[0] + "/" + body[1] : toString();
  }

  /** What a NOTIFICATION has behind its codes. */
  byte[] notificationData() {
    return Arrays.copyOfRange(body, 2, body.length);
  }

  @Override
  public String toString() {
    return "message of type " + type + " " + HexFormat.of().formatHex(body);
  }
}

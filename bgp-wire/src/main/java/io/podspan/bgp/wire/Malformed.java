package io.podspan.bgp.wire;

import java.util.Arrays;

/**
 * A frame that ends the session.
 *
 * @param notification what to send to the peer before closing
 * @param why for people
 */
public record Malformed(Message.Notification notification, String why) implements Decoded {
  /** A NOTIFICATION has to fit the smallest of the largest messages. */
  private static final int MAX_DATA = WireOptions.MAX_MESSAGE - FrameHeader.LENGTH - 2;

  static Malformed of(NotificationCode code, Octets data, String why) {
    return new Malformed(code.with(data), why);
  }

  static Malformed of(NotificationCode code, String why) {
    return of(code, Octets.NONE, why);
  }

  /** What the peer sent, back to it, as far as there is room. */
  static Octets data(byte[] in, int from, int to) {
    return Octets.of(Arrays.copyOfRange(in, from, Math.min(to, from + MAX_DATA)));
  }
}

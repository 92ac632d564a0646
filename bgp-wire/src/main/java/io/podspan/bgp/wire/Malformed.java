package io.podspan.bgp.wire;

import java.util.Arrays;

/**
 * A frame that ends the session.
 *
 * @param notification what to send to the peer before closing
 * @param why what is wrong, for logs
 */
public record Malformed(Message.Notification notification, String why) implements Decoded {
  /** A NOTIFICATION must fit into a message without RFC 8654. */
  private static final int MAX_DATA = WireOptions.MAX_MESSAGE - FrameHeader.LENGTH - 2;

  static Malformed of(NotificationCode code, Octets data, String why) {
    return new Malformed(code.with(data), why);
  }

  static Malformed of(NotificationCode code, String why) {
    return of(code, Octets.NONE, why);
  }

  /** The octets that the peer sent, cut to what fits into a NOTIFICATION. */
  static Octets data(byte[] in, int from, int to) {
    return Octets.of(Arrays.copyOfRange(in, from, Math.min(to, from + MAX_DATA)));
  }
}

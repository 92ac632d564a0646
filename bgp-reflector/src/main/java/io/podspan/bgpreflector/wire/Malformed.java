package io.podspan.bgpreflector.wire;

/**
 * A frame that ends the session.
 *
 * @param notification what to send to the peer before closing
 * @param why for people
 */
public record Malformed(Message.Notification notification, String why) implements Decoded {

  static Malformed of(NotificationCode code, Octets data, String why) {
    return new Malformed(code.with(data), why);
  }

  static Malformed of(NotificationCode code, String why) {
    return of(code, Octets.NONE, why);
  }
}

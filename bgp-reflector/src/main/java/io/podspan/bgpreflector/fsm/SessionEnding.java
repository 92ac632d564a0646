package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;

/** Why a session or an attempt ended. */
public sealed interface SessionEnding {

  /** For people. */
  String text();

  /**
   * The peer sent nothing for the hold time.
   *
   * @param seconds the negotiated hold time
   */
  record HoldTimerExpired(int seconds) implements SessionEnding {
    @Override
    public String text() {
      return "hold timer expired";
    }
  }

  /** The peer read nothing for the send hold time (RFC 9687). */
  record SendHoldTimerExpired() implements SessionEnding {
    @Override
    public String text() {
      return "send hold timer expired: the peer takes nothing";
    }
  }

  /** The peer sent a NOTIFICATION. */
  record NotificationReceived(Message.Notification notification) implements SessionEnding {
    @Override
    public String text() {
      return "peer sent " + notification.describe();
    }
  }

  /**
   * We sent a NOTIFICATION, and not for an error of the peer.
   *
   * @param why for people
   */
  record NotificationSent(Message.Notification notification, String why) implements SessionEnding {
    @Override
    public String text() {
      return why;
    }
  }

  /**
   * The peer sent what it must not send.
   *
   * @param notification what it got for it
   * @param why for people
   */
  record ProtocolViolation(Message.Notification notification, String why) implements SessionEnding {
    @Override
    public String text() {
      return why;
    }
  }

  /** The peer announced more prefixes than it may. */
  record TooManyPrefixes(AddressFamily family, int limit) implements SessionEnding {
    @Override
    public String text() {
      return "more than " + limit + " prefixes of " + family.text();
    }
  }

  /** Another connection with the same peer was kept. */
  record Collision() implements SessionEnding {
    @Override
    public String text() {
      return NotificationCode.CONNECTION_COLLISION.text();
    }
  }

  /** The peer closed the connection. */
  record ConnectionClosed() implements SessionEnding {
    @Override
    public String text() {
      return "peer closed the connection";
    }
  }

  /**
   * The connection broke, or could not be made.
   *
   * @param detail what the operating system says
   */
  record ConnectionFailed(String detail) implements SessionEnding {
    @Override
    public String text() {
      return "connection failed: " + detail;
    }
  }
}

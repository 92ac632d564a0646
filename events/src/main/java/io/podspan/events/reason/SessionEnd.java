package io.podspan.events.reason;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/** Why a session ended. */
public sealed interface SessionEnd extends SessionReason {

  /**
   * The peer sent nothing for the hold time (RFC 4271, section 6.5).
   *
   * @param holdTimeSeconds the negotiated hold time
   */
  record HoldTimerExpired(int holdTimeSeconds) implements SessionEnd {}

  /** The peer read nothing for the send hold time (RFC 9687). */
  record SendHoldTimerExpired() implements SessionEnd {}

  /**
   * The peer ended the session with a NOTIFICATION (RFC 4271, section 4.5).
   *
   * @param errorCode 1 to 255
   * @param errorSubcode 0 to 255
   * @param meaning what the codes mean, as {@code peer de-configured}
   * @param message the peer's shutdown communication (RFC 9003), null without one
   */
  record PeerNotified(int errorCode, int errorSubcode, String meaning, @Nullable String message)
      implements SessionEnd {
    public PeerNotified {
      Require.text(meaning, "cause.meaning");
      message = message == null ? null : Require.cut(message);
    }
  }

  /**
   * The reflector ended the session with a NOTIFICATION, and not for an error of the peer.
   *
   * @param errorCode 1 to 255
   * @param errorSubcode 0 to 255
   * @param meaning what the codes mean, as {@code administrative shutdown}
   * @param message why, in the words of the operator or of the reflector, null without any
   */
  record ReflectorNotified(
      int errorCode, int errorSubcode, String meaning, @Nullable String message)
      implements SessionEnd {
    public ReflectorNotified {
      Require.text(meaning, "cause.meaning");
      message = message == null ? null : Require.cut(message);
    }
  }

  /**
   * The peer sent what it must not send: a malformed or unexpected message, or an unacceptable
   * OPEN.
   *
   * @param errorCode of the NOTIFICATION that it got, 1 to 255
   * @param errorSubcode 0 to 255
   * @param detail what is wrong with the message
   */
  record PeerBrokeProtocol(int errorCode, int errorSubcode, String detail) implements SessionEnd {
    public PeerBrokeProtocol {
      detail = Require.sentence(detail, "cause.detail");
    }
  }

  /**
   * The peer announced more prefixes than it may (RFC 4486, section 4).
   *
   * @param family {@code ipv4-unicast}
   * @param limit how many it may announce
   */
  record TooManyPrefixes(String family, long limit) implements SessionEnd {
    public TooManyPrefixes {
      Require.text(family, "cause.family");
    }
  }

  /** Both ends connected at once, and the other connection was kept (RFC 4271, section 6.8). */
  record ConnectionCollision() implements SessionEnd {}

  /** The peer closed the connection without a NOTIFICATION. */
  record ConnectionClosed() implements SessionEnd {}

  /**
   * The connection broke.
   *
   * @param detail what the operating system said, as {@code Connection reset}
   */
  record ConnectionFailed(String detail) implements SessionEnd {
    public ConnectionFailed {
      detail = Require.sentence(detail, "cause.detail");
    }
  }
}

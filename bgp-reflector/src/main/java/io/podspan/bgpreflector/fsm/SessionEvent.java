package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Malformed;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;

/** What can happen to a session; in brackets the event of RFC 4271, section 8.1. */
public sealed interface SessionEvent {

  /** ManualStart, with or without passive establishment (1, 4). */
  record Start() implements SessionEvent {}

  /** ManualStop (2); the peer is told why. */
  record Stop(Message.Notification notification) implements SessionEvent {
    public static Stop of(NotificationCode code) {
      return new Stop(code.plain());
    }
  }

  /** This speaker ends and may be back (RFC 4724, section 4). */
  record Leave() implements SessionEvent {}

  /**
   * We end this connection for a reason outside the protocol, and start over (8, AutomaticStop).
   */
  record Reset(Message.Notification notification, String why) implements SessionEvent {}

  /** An operator ends any pause of the session, and forgives past errors. */
  record Clear() implements SessionEvent {}

  /**
   * The peer announces more than it may (8, AutomaticStop; RFC 4486, section 4).
   *
   * @param restartSeconds how long it stays down, 0 until an operator says otherwise
   */
  record PrefixLimitReached(AddressFamily family, int limit, int restartSeconds)
      implements SessionEvent {}

  /** ConnectRetryTimer_Expires (9). */
  record ConnectRetryExpired() implements SessionEvent {}

  /** HoldTimer_Expires (10). */
  record HoldExpired() implements SessionEvent {}

  /** KeepaliveTimer_Expires (11). */
  record KeepaliveExpired() implements SessionEvent {}

  /** IdleHoldTimer_Expires (13). */
  record IdleHoldExpired() implements SessionEvent {}

  /** SendHoldTimer_Expires (29, RFC 9687): the peer has taken nothing for too long. */
  record SendHoldExpired() implements SessionEvent {}

  /** The session has been up for long enough for past errors to be forgiven. */
  record ProvenStable() implements SessionEvent {}

  /** Tcp_CR_Acked (16) or TcpConnectionConfirmed (17). */
  record TcpConnected() implements SessionEvent {}

  /**
   * TcpConnectionFails (18).
   *
   * @param ending how it failed
   */
  record TcpFailed(SessionEnding ending) implements SessionEvent {
    /** With what the operating system says. */
    public TcpFailed(String detail) {
      this(new SessionEnding.ConnectionFailed(detail));
    }
  }

  /** BGPOpen (19); the machine decides if it is acceptable (22, BGPOpenMsgErr). */
  record OpenReceived(Message.Open open) implements SessionEvent {}

  /** BGPHeaderErr (21), BGPOpenMsgErr (22), UpdateMsgErr (28). */
  record MessageMalformed(Malformed malformed) implements SessionEvent {}

  /** OpenCollisionDump (23). */
  record CollisionLost() implements SessionEvent {}

  /** NotifMsgVerErr (24), NotifMsg (25). */
  record NotificationReceived(Message.Notification notification) implements SessionEvent {}

  /** KeepAliveMsg (26). */
  record KeepaliveReceived() implements SessionEvent {}

  /** UpdateMsg (27). */
  record UpdateReceived(Message.Update update) implements SessionEvent {}

  /** Of RFC 2918, which the RFC's list of events predates. */
  record RefreshReceived(Message.RouteRefresh refresh) implements SessionEvent {}
}

package io.podspan.bgpreflector.fsm;

import io.podspan.bgpreflector.wire.Malformed;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.NotificationCode;

/** What can happen to a session; in brackets the event of RFC 4271, section 8.1. */
public sealed interface SessionEvent {

  /** ManualStart, with or without passive establishment (1, 4). */
  record Start() implements SessionEvent {}

  /** ManualStop (2); the peer is told why. */
  record Stop(NotificationCode code) implements SessionEvent {}

  /**
   * We end this connection for a reason outside the protocol, and start over (8, AutomaticStop).
   */
  record Reset(NotificationCode code, String why) implements SessionEvent {}

  /** ConnectRetryTimer_Expires (9). */
  record ConnectRetryExpired() implements SessionEvent {}

  /** HoldTimer_Expires (10). */
  record HoldExpired() implements SessionEvent {}

  /** KeepaliveTimer_Expires (11). */
  record KeepaliveExpired() implements SessionEvent {}

  /** IdleHoldTimer_Expires (13). */
  record IdleHoldExpired() implements SessionEvent {}

  /** Tcp_CR_Acked (16) or TcpConnectionConfirmed (17). */
  record TcpConnected() implements SessionEvent {}

  /** TcpConnectionFails (18). */
  record TcpFailed(String why) implements SessionEvent {}

  /** BGPOpen (19); whether it is acceptable is the machine's to say (22, BGPOpenMsgErr). */
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

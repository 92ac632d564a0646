package io.podspan.bgpreflector.control;

import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgpreflector.fsm.SessionEnding;
import io.podspan.bgpreflector.reflect.Rejection;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.events.reason.Refusal;
import io.podspan.events.reason.Rejection.AsPathLoop;
import io.podspan.events.reason.Rejection.BeyondPrefixLimit;
import io.podspan.events.reason.Rejection.ClusterListLoop;
import io.podspan.events.reason.Rejection.ForeignNextHop;
import io.podspan.events.reason.Rejection.MulticastPrefix;
import io.podspan.events.reason.Rejection.OutsidePodCidrs;
import io.podspan.events.reason.Rejection.OwnOriginatorId;
import io.podspan.events.reason.Rejection.ReflectorAsNextHop;
import io.podspan.events.reason.Rejection.UnusableNextHop;
import io.podspan.events.reason.SessionEnd;
import io.podspan.events.reason.SessionReason;
import org.jspecify.annotations.Nullable;

/** The engine's reasons as reasons of the contract. */
final class SessionReasons {
  private SessionReasons() {}

  static SessionReason of(SessionEnding ending) {
    return switch (ending) {
      case SessionEnding.HoldTimerExpired(int seconds) -> new SessionEnd.HoldTimerExpired(seconds);
      case SessionEnding.SendHoldTimerExpired _ -> new SessionEnd.SendHoldTimerExpired();
      case SessionEnding.NotificationReceived(Message.Notification sent) ->
          new SessionEnd.PeerNotified(
              sent.code(), sent.subcode(), meaning(sent), sent.communication().orElse(null));
      case SessionEnding.NotificationSent(Message.Notification sent, String why) ->
          new SessionEnd.ReflectorNotified(
              sent.code(), sent.subcode(), meaning(sent), message(sent, why));
      case SessionEnding.ProtocolViolation(Message.Notification sent, String why) ->
          new SessionEnd.PeerBrokeProtocol(sent.code(), sent.subcode(), why);
      case SessionEnding.TooManyPrefixes(var family, int limit) ->
          new SessionEnd.TooManyPrefixes(family.text(), limit);
      case SessionEnding.Collision _ -> new SessionEnd.ConnectionCollision();
      case SessionEnding.ConnectionClosed _ -> new SessionEnd.ConnectionClosed();
      case SessionEnding.ConnectionFailed(String detail) -> new SessionEnd.ConnectionFailed(detail);
    };
  }

  /** What the codes mean, without the message that the sender added. */
  private static String meaning(Message.Notification sent) {
    return new Message.Notification(sent.code(), sent.subcode(), Octets.NONE).describe();
  }

  private static @Nullable String message(Message.Notification sent, String why) {
    boolean saysMore = !why.equals(sent.describe());
    return sent.communication().orElse(saysMore ? why : null);
  }

  static SessionReason of(RefusalReason reason) {
    return switch (reason) {
      case UNKNOWN_PEER -> new Refusal.UnknownPeer();
      case LIMIT -> new Refusal.RangeFull();
      case SELF -> new Refusal.Self();
      case TOO_FAR -> new Refusal.TooFar();
      case HALF_OPEN -> new Refusal.TooManyHalfOpen();
      case IDLE_HOLD -> new Refusal.IdleHold();
      case ALREADY_ESTABLISHED -> new Refusal.AlreadyEstablished();
      case STOPPING -> new Refusal.Stopping();
    };
  }

  /**
   * @param cluster the cluster of the peer, which the engine calls its group
   * @param nextHop of the route
   */
  static SessionReason of(Rejection reason, String cluster, String nextHop) {
    return switch (reason) {
      case PREFIX_NOT_ACCEPTED -> new OutsidePodCidrs(cluster);
      case NEXT_HOP_NOT_ACCEPTED -> new ForeignNextHop(cluster, nextHop);
      case NEXT_HOP_NOT_USABLE -> new UnusableNextHop(nextHop);
      case NEXT_HOP_IS_OURS -> new ReflectorAsNextHop();
      case MULTICAST_PREFIX -> new MulticastPrefix();
      case PREFIX_LIMIT -> new BeyondPrefixLimit();
      case ORIGINATOR_IS_US -> new OwnOriginatorId();
      case CLUSTER_LOOP -> new ClusterListLoop();
      case AS_LOOP -> new AsPathLoop();
    };
  }
}

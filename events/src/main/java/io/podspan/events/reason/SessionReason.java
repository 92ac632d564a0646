package io.podspan.events.reason;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Why a reflector ended a session, refused a connection or rejected a prefix. The peer is in the
 * event.
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "code",
    visible = true,
    defaultImpl = Unrecognised.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = SessionEnd.HoldTimerExpired.class, name = "hold-timer-expired"),
  @JsonSubTypes.Type(
      value = SessionEnd.SendHoldTimerExpired.class,
      name = "send-hold-timer-expired"),
  @JsonSubTypes.Type(value = SessionEnd.PeerNotified.class, name = "peer-sent-notification"),
  @JsonSubTypes.Type(
      value = SessionEnd.ReflectorNotified.class,
      name = "reflector-sent-notification"),
  @JsonSubTypes.Type(value = SessionEnd.PeerBrokeProtocol.class, name = "peer-broke-protocol"),
  @JsonSubTypes.Type(value = SessionEnd.TooManyPrefixes.class, name = "too-many-prefixes"),
  @JsonSubTypes.Type(value = SessionEnd.ConnectionCollision.class, name = "connection-collision"),
  @JsonSubTypes.Type(value = SessionEnd.ConnectionClosed.class, name = "connection-closed"),
  @JsonSubTypes.Type(value = SessionEnd.ConnectionFailed.class, name = "connection-failed"),
  @JsonSubTypes.Type(value = Refusal.UnknownPeer.class, name = "unknown-peer"),
  @JsonSubTypes.Type(value = Refusal.RangeFull.class, name = "range-full"),
  @JsonSubTypes.Type(value = Refusal.Self.class, name = "own-address"),
  @JsonSubTypes.Type(value = Refusal.TooFar.class, name = "peer-too-far"),
  @JsonSubTypes.Type(value = Refusal.TooManyHalfOpen.class, name = "too-many-half-open"),
  @JsonSubTypes.Type(value = Refusal.IdleHold.class, name = "idle-hold"),
  @JsonSubTypes.Type(value = Refusal.AlreadyEstablished.class, name = "already-established"),
  @JsonSubTypes.Type(value = Refusal.Stopping.class, name = "reflector-stopping"),
  @JsonSubTypes.Type(value = Rejection.OutsidePodCidrs.class, name = "outside-pod-cidrs"),
  @JsonSubTypes.Type(value = Rejection.ForeignNextHop.class, name = "foreign-next-hop"),
  @JsonSubTypes.Type(value = Rejection.UnusableNextHop.class, name = "unusable-next-hop"),
  @JsonSubTypes.Type(value = Rejection.ReflectorAsNextHop.class, name = "reflector-as-next-hop"),
  @JsonSubTypes.Type(value = Rejection.MulticastPrefix.class, name = "multicast-prefix"),
  @JsonSubTypes.Type(value = Rejection.BeyondPrefixLimit.class, name = "beyond-prefix-limit"),
  @JsonSubTypes.Type(value = Rejection.OwnOriginatorId.class, name = "own-originator-id"),
  @JsonSubTypes.Type(value = Rejection.ClusterListLoop.class, name = "cluster-list-loop"),
  @JsonSubTypes.Type(value = Rejection.AsPathLoop.class, name = "as-path-loop"),
})
public sealed interface SessionReason extends Reason
    permits SessionEnd, Refusal, Rejection, Unrecognised {}

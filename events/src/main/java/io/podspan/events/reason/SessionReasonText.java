package io.podspan.events.reason;

import org.jspecify.annotations.Nullable;

/** Why a session ended, and why a peer or a prefix is refused, in words. */
final class SessionReasonText {
  private static final String SAME_ADDRESS = "Two routers may use the same address. ";

  private SessionReasonText() {}

  static ReasonText of(SessionReason reason) {
    return switch (reason) {
      case SessionEnd end -> of(end);
      case Refusal refusal -> of(refusal);
      case Rejection rejection -> of(rejection);
      case Unrecognised unknown -> ReasonText.of(unknown);
    };
  }

  private static ReasonText of(SessionEnd end) {
    return switch (end) {
      case SessionEnd.HoldTimerExpired(int seconds) ->
          new ReasonText(
              "hold timer expired: the peer sent nothing for " + seconds + " s",
              "Check that the router runs and that its packets arrive.");
      case SessionEnd.SendHoldTimerExpired _ ->
          new ReasonText(
              "send hold timer expired: the peer reads nothing", "Check that the router runs.");
      case SessionEnd.PeerNotified(int code, int subcode, String meaning, String message) ->
          new ReasonText(
              "the peer ended the session: " + notification(code, subcode, meaning, message),
              "Look at the router's log.");
      case SessionEnd.ReflectorNotified(int code, int subcode, String meaning, String message) ->
          new ReasonText(
              "the reflector ended the session: " + notification(code, subcode, meaning, message),
              "");
      case SessionEnd.PeerBrokeProtocol(int _, int _, String detail) ->
          new ReasonText(
              "the peer sent a message that is not allowed: " + detail,
              "Compare the configuration of the router with the reflector's.");
      case SessionEnd.TooManyPrefixes(String family, long limit) ->
          new ReasonText(
              "the peer announced more than " + limit + " prefixes of " + family,
              "Check what the router announces, or raise the limit.");
      case SessionEnd.ConnectionCollision _ ->
          new ReasonText("connection collision: the other connection was kept", "");
      case SessionEnd.ConnectionClosed _ ->
          new ReasonText(
              "the peer closed the connection", "Look at the router's log: it may have restarted.");
      case SessionEnd.ConnectionFailed(String detail) ->
          new ReasonText("connection failed: " + detail, "Check the network to the node.");
    };
  }

  private static String notification(
      int code, int subcode, String meaning, @Nullable String message) {
    String text = meaning + " (" + code + "/" + subcode + ")";
    return message == null || message.isBlank() ? text : text + ": " + message;
  }

  private static ReasonText of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.UnknownPeer _ ->
          new ReasonText(
              "no configured peer has this address",
              "If it is a node, add its cluster to an interconnect or refresh the cluster.");
      case Refusal.RangeFull _ ->
          new ReasonText("its range has as many peers as allowed", "Raise the limit of the range.");
      case Refusal.Self _ ->
          new ReasonText("this is the reflector itself", "Correct the peer address.");
      case Refusal.TooFar _ ->
          new ReasonText(
              "the TTL says that the peer is farther away than allowed",
              "Raise the number of hops allowed, if the peer is meant to be there.");
      case Refusal.TooManyHalfOpen _ ->
          new ReasonText(
              "too many connections have not sent an OPEN yet",
              "Find out who opens connections and does not speak BGP.");
      case Refusal.IdleHold _ ->
          new ReasonText(
              "the peer has to wait after errors",
              "Look at the peer's last error. Clear the peer to end the wait.");
      case Refusal.AlreadyEstablished _ ->
          new ReasonText(
              "the peer has an Established session already",
              SAME_ADDRESS + "Otherwise the old session ends with its hold timer.");
      case Refusal.Stopping _ -> new ReasonText("the reflector is stopping", "");
    };
  }

  private static ReasonText of(Rejection rejection) {
    return switch (rejection) {
      case Rejection.OutsidePodCidrs(String cluster) ->
          new ReasonText(
              "outside the pod CIDRs of " + cluster,
              "Check what the router announces. Refresh the cluster if its pod CIDRs are new.");
      case Rejection.ForeignNextHop(String cluster, String nextHop) ->
          new ReasonText(
              "next hop " + nextHop + " is not a node of " + cluster,
              "Check the router's next-hop settings. Refresh the cluster if the node is new.");
      case Rejection.UnusableNextHop(String nextHop) ->
          new ReasonText(
              "no packet can be sent to next hop " + nextHop,
              "Check the router's next-hop settings.");
      case Rejection.ReflectorAsNextHop _ ->
          new ReasonText(
              "its next hop is the reflector, which forwards no packets",
              "Check the router's next-hop settings.");
      case Rejection.MulticastPrefix _ ->
          new ReasonText(
              "it is a multicast prefix, and only unicast routes are taken",
              "Check what the router announces.");
      case Rejection.BeyondPrefixLimit _ ->
          new ReasonText(
              "beyond the prefix limit", "Check what the router announces, or raise the limit.");
      case Rejection.OwnOriginatorId _ ->
          new ReasonText(
              "ORIGINATOR_ID is the reflector's own",
              "Give every reflector and router its own router id.");
      case Rejection.ClusterListLoop _ ->
          new ReasonText(
              "CLUSTER_LIST holds the reflector's cluster id",
              "The route came back: check the peerings between reflectors.");
      case Rejection.AsPathLoop _ ->
          new ReasonText(
              "AS_PATH holds the reflector's AS number",
              "The route came back: check the AS numbers.");
    };
  }
}

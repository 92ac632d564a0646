package io.podspan.events.reason;

import java.util.List;

/** One reason of every code, the same that the golden files hold. */
public final class ReasonSamples {
  private static final PairReason NO_REPLY = new PingFailure.NoReply(3);
  private static final PairReason EXEC_FORBIDDEN =
      new NotMeasured.ExecForbidden("paris", "default/web-0", "web");

  private ReasonSamples() {}

  public static List<Reason> all() {
    return List.of(
        new RouteReason.NoReflectorSession(List.of("192.0.2.1")),
        new RouteReason.ReflectorSessionDown(List.of("192.0.2.1")),
        new RouteReason.ReflectorUnreachable("192.0.2.1", "192.0.2.1/32", "blackhole"),
        new RouteReason.NotReceived(List.of("192.0.2.1", "192.0.2.2")),
        new RouteReason.OtherNextHop(List.of("192.0.2.99")),
        new RouteReason.OtherKernelRoute("unicast", "192.0.2.99", "eth0"),
        new RouteReason.NextHopOffSubnet("198.51.100.7"),
        new RouteReason.NotInstalled(),
        new RouteReason.SessionsUnread("gobgp in kube-router-x1 did not end within 5000 ms"),
        new RouteReason.KernelHopDown("192.0.2.13", "eth1"),
        new RouteReason.Shadowed("10.3.0.64/26", "blackhole", null, null),
        new RouteReason.KernelRefused("blackhole", null, null),
        new RouteReason.RibUnread("gobgp did not print JSON"),
        new RouteReason.KernelUnread("ip: not found"),
        new RouteReason.ForeignRoute("static", "192.0.2.99", "eth0"),
        new RouteReason.StaleRoute("192.0.2.98", "eth0"),
        new RouteReason.MultipathPartlyWrong(List.of("192.0.2.99")),
        new RouteReason.TunnelElsewhere("tun-0a1b2c3d4e5", "192.0.2.99"),
        new RouteReason.OtherTable("77", "10.1.1.0/24", "blackhole", null, null),
        new RouteReason.InterfaceDown("192.0.2.13", "eth1", RouteReason.InterfaceDown.DOWN),
        new RouteReason.AddressGone("2001:db8::11", List.of("eth0")),
        new OriginReason.RouterDown("tokyo", "tokyo-n1", "its container waits: CrashLoopBackOff"),
        new OriginReason.Unread("tokyo", "tokyo-n1", "the API server of tokyo does not answer"),
        new OriginReason.NoSession(
            "reflector",
            "tokyo",
            "tokyo-n1",
            "2026-11-29T02:00:00Z",
            "the hold timer of 90 s expired"),
        new OriginReason.NothingAnnounced(
            "reflector", "tokyo", "tokyo-n1", "2026-11-29T02:00:00Z", false),
        new OriginReason.NotAnnounced("reflector", "tokyo", "tokyo-n1", List.of("10.3.9.0/24")),
        new OriginReason.Rejected(
            "reflector", "tokyo", "tokyo-n1", "outside the pod CIDRs of tokyo", ""),
        new OriginReason.NotTold("reflector", "tokyo", "tokyo-n1"),
        new PairSummary.AllAnswer(16),
        new PairSummary.NoneAnswers("paris", "tokyo", 16, List.of(NO_REPLY)),
        new PairSummary.SomeFail(
            "paris",
            "tokyo",
            7,
            16,
            List.of(
                FailedPart.targetNode("tokyo-n2"),
                FailedPart.sourceNode("paris-n2"),
                FailedPart.targetPod("default/web-3"),
                FailedPart.sourcePod("default/web-2"),
                FailedPart.pair("default/web-0", "paris-n1", "default/web-1", "tokyo-n1")),
            List.of(NO_REPLY)),
        new PairSummary.SomeNotAsked(1, List.of("paris-n1"), EXEC_FORBIDDEN),
        new PairSummary.Several(List.of(new PairSummary.AllAnswer(15), EXEC_FORBIDDEN)),
        NO_REPLY,
        new PingFailure.IcmpError("Destination Host Unreachable", "10.1.0.1"),
        new PingFailure.PingError("Network is unreachable"),
        new PingFailure.NoResult("sh: ping: not found"),
        new NotMeasured.ClusterUnknown("paris"),
        new NotMeasured.AccessUnusable("paris", "there is no kubeconfig paris", "Put it there."),
        new NotMeasured.ApiUnreachable("paris", 10_000),
        new NotMeasured.ApiError("paris", 503),
        new NotMeasured.LoginRefused("paris"),
        new NotMeasured.ListForbidden("paris"),
        new NotMeasured.NoProbePods("tokyo", 2),
        new NotMeasured.NoSecondPod("tokyo"),
        EXEC_FORBIDDEN,
        new NotMeasured.NoContainer("paris", "default/web-0", "web"),
        new NotMeasured.ExecTimedOut("paris", "default/web-0", 9_000),
        new NotMeasured.ExecBroken("paris", "default/web-0", "the connection broke"),
        new NotMeasured.CommandFailed("paris", "default/web-0", 127, "sh: not found"),
        new NotMeasured.PingUnusable("paris", "default/web-0", "permission denied"),
        new NotMeasured.NodeNotReady("tokyo", "tokyo-n2"),
        new NotMeasured.ProberBusy(16),
        new NotMeasured.Stopping(),
        new SessionEnd.HoldTimerExpired(90),
        new SessionEnd.SendHoldTimerExpired(),
        new SessionEnd.PeerNotified(6, 3, "peer de-configured", null),
        new SessionEnd.ReflectorNotified(6, 2, "administrative shutdown", "maintenance"),
        new SessionEnd.PeerBrokeProtocol(2, 2, "bad peer AS: 64513, not 64512"),
        new SessionEnd.TooManyPrefixes("ipv4-unicast", 1000),
        new SessionEnd.ConnectionCollision(),
        new SessionEnd.ConnectionClosed(),
        new SessionEnd.ConnectionFailed("Connection reset"),
        new Refusal.UnknownPeer(),
        new Refusal.RangeFull(),
        new Refusal.Self(),
        new Refusal.TooFar(),
        new Refusal.TooManyHalfOpen(),
        new Refusal.IdleHold(),
        new Refusal.AlreadyEstablished(),
        new Refusal.Stopping(),
        new Rejection.OutsidePodCidrs("paris"),
        new Rejection.ForeignNextHop("paris", "192.0.2.99"),
        new Rejection.UnusableNextHop("127.0.0.1"),
        new Rejection.ReflectorAsNextHop(),
        new Rejection.MulticastPrefix(),
        new Rejection.BeyondPrefixLimit(),
        new Rejection.OwnOriginatorId(),
        new Rejection.ClusterListLoop(),
        new Rejection.AsPathLoop());
  }
}

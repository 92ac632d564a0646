package io.podspan.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One event of every type, the same that the golden files hold. */
public final class Samples {
  public static final NodeState NODE =
      new NodeState("paris-n1", "192.0.2.11", List.of("10.1.0.0/24"));
  private static final NodeState LEFT_OUT =
      new NodeState(
          "paris-n2", "192.0.2.12", List.of("10.1.1.0/24"), "The node paris-n2 is not Ready.");
  public static final ClusterState PARIS =
      new ClusterState(
          "paris",
          Cni.KUBE_ROUTER,
          "2.11.1",
          64512,
          List.of("10.1.0.0/16"),
          List.of("10.101.0.0/16"),
          List.of(NODE),
          new AccessReference("paris", null));
  public static final ReflectorState REFLECTOR =
      new ReflectorState("reflector", "192.0.2.1", 179, 64512);
  public static final ReflectorSpec RR1 =
      new ReflectorSpec("rr1", "192.0.2.1", 179, 64512, true, null);
  public static final InterconnectState EUROPE =
      new InterconnectState("europe", 1, List.of("paris", "tokyo"), List.of(REFLECTOR));
  private static final RolloutIdentity ROLLOUT = new RolloutIdentity("r-1", "europe", "paris");
  private static final PeerIdentity PEER =
      new PeerIdentity("reflector", "192.0.2.11", "paris", "paris-n1");
  private static final RouteEntry ROUTE = new RouteEntry("10.3.0.0/24", "192.0.2.31");

  private Samples() {}

  public static List<Event> all() {
    return List.of(
        new IntentEvent.ClusterRegistered(PARIS.spec()),
        new IntentEvent.ClusterChanged(PARIS.spec()),
        new IntentEvent.ClusterRegisteredV1(PARIS),
        new IntentEvent.ClusterChangedV1(PARIS),
        new IntentEvent.NodeJoined("paris", NODE),
        new IntentEvent.NodeChanged("paris", LEFT_OUT),
        new IntentEvent.NodeLeft("paris", "paris-n1"),
        new IntentEvent.ClusterRemoved("paris"),
        new IntentEvent.ReflectorDeclared(RR1),
        new IntentEvent.ReflectorChanged(
            new ReflectorSpec("rr1", "192.0.2.1", 179, 64512, false, "rr1.key")),
        new IntentEvent.ReflectorRemoved("rr1"),
        new IntentEvent.InterconnectDeclared(EUROPE),
        new IntentEvent.InterconnectChanged(
            new InterconnectState(
                "europe",
                2,
                List.of("paris", "tokyo", "lyon"),
                List.of(REFLECTOR),
                null,
                List.of("lyon"))),
        new IntentEvent.InterconnectWithdrawn("europe"),
        new IntentEvent.InterconnectConditionsChanged(
            "europe",
            1,
            List.of(
                new ConditionState(
                    "Peered",
                    "False",
                    "SessionsDown",
                    "1 of 4 sessions is not Established",
                    Instant.parse("2026-01-02T12:00:00Z")))),
        new IntentEvent.ReflectorConditionsChanged(
            "reflector",
            List.of(
                new ConditionState(
                    "Ready",
                    "True",
                    "Listening",
                    "It says that it listens on 198.18.0.1 port 179, AS 64512.",
                    Instant.parse("2026-01-02T12:00:00Z")))),
        new IntentEvent.IntentCompleted(
            "7b0a5b5e-6f0e-4b7e-9a35-0d1f2c3b4a59", 41, 7, "0123456789abcdef".repeat(4)),
        new RolloutEvent.RolloutPlanned(
            ROLLOUT,
            RolloutEvent.Direction.JOIN,
            "kube-router-flags",
            List.of("+ --peer-router-ips=192.0.2.1"),
            List.of("paris-n1")),
        new RolloutEvent.RolloutStarted(ROLLOUT),
        new RolloutEvent.NodeRestarting(ROLLOUT, "paris-n1", 1, 2, "kube-router-x7k2p"),
        new RolloutEvent.NodeVerified(
            ROLLOUT, "paris-n1", 1, 2, List.of("pod ready", "session up"), 2150),
        new RolloutEvent.RolloutPaused(ROLLOUT, null, "the API server is away", "wait, or retry"),
        new RolloutEvent.RolloutSteered(ROLLOUT, RolloutEvent.Verb.PAUSE, ""),
        new RolloutEvent.RolloutFailed(
            ROLLOUT, "paris-n2", "no session after 60 s", "look at its log"),
        new RolloutEvent.RolledBack(
            ROLLOUT, "no session after 60 s", List.of("paris-n1", "paris-n2"), null),
        new RolloutEvent.RolloutCompleted(ROLLOUT, 2, 5200),
        new RolloutEvent.DriftFound(
            ROLLOUT,
            "DaemonSet kube-system/kube-router",
            List.of("- --peer-router-ips=192.0.2.1"),
            "by kubectl-edit",
            "Find out who changed it, and put it back."),
        new RolloutEvent.DriftHealed(ROLLOUT, "DaemonSet kube-system/kube-router"),
        new RolloutEvent.DriftEnded(ROLLOUT, "DaemonSet kube-system/kube-router"),
        new RolloutEvent.RemainsLeft(
            ROLLOUT,
            List.of("DaemonSet kube-system/kube-router: --peer-router-ips=192.0.2.1"),
            List.of("kubectl -n kube-system edit daemonset kube-router")),
        new SessionEvent.SessionEstablished(PEER, 64512, "192.0.2.11", 90, List.of("ipv4-unicast")),
        new SessionEvent.SessionLost(PEER, "hold timer expired", 61_000),
        new SessionEvent.SessionStalled(PEER, 6_120, 6_120, 2),
        new SessionEvent.SessionResumed(PEER, 14_300),
        new SessionEvent.PeerRefused(
            new PeerIdentity("reflector", "192.0.2.99", null, null), "not a peer", 3),
        new SessionEvent.PrefixRejected(
            PEER, "0.0.0.0/0", "192.0.2.11", "outside the pod CIDRs of paris"),
        new SessionEvent.PrefixLimitReached(PEER, 1000),
        new SessionEvent.UpdateRejected(
            PEER,
            true,
            "AS_PATH: AS_SET or AS_CONFED_SET (RFC 9774)",
            List.of("as-set"),
            List.of("10.1.0.0/24"),
            7),
        new SessionEvent.OpenRefused(PEER, 2, 2, "AS 64999 instead of 64512", 3),
        new SessionEvent.IdentifierShared(
            PEER, new PeerIdentity("reflector", "192.0.2.12", "paris", "paris-2"), "192.0.2.11"),
        new SessionEvent.PeerRoutesChanged(
            PEER, true, false, List.of("ipv4-unicast"), 1, List.of("10.1.0.0/24")),
        new SessionEvent.ReflectorConfigured(
            "reflector", "192.0.2.1", 179, 64512, Map.of("europe", 1L), 4),
        new RibEvent.RoutesReflected(
            "reflector", "tokyo", List.of(ROUTE), List.of("10.3.9.0/24"), 2),
        new RibEvent.PeerRoutesSent(
            PEER,
            2,
            List.of("ipv4-unicast"),
            List.of(new RibEvent.Withheld("own-mesh", 1, List.of("10.1.0.0/24")))),
        new RouteEvent.NodeSessionsChanged(
            "paris", "paris-n1", List.of(new NodeSession("192.0.2.1", 64512, "Established", true))),
        new RouteEvent.NodeRoutesChanged("paris", "paris-n1", List.of(ROUTE), List.of(ROUTE), 2, 1),
        new RouteEvent.RouteMissing(
            "paris",
            "paris-n1",
            new RouteEntry("10.3.1.0/24", "192.0.2.32"),
            RouteEvent.Table.RIB,
            "the session of tokyo-n2 is down"),
        new RouteEvent.RouteRestored(
            "paris", "paris-n1", new RouteEntry("10.3.1.0/24", "192.0.2.32")),
        new RouteEvent.NodeRead("paris", "paris-n1", false, "no kube-router pod runs on paris-n1"),
        new ProbeEvent.SourceMeasured(
            "paris",
            "tokyo",
            ProbeEvent.SourceAddress.REPLACED,
            4,
            3,
            List.of(new SeenSource("default/probe-1", "default/probe-4", "10.1.0.5", "192.0.2.11")),
            "1 of 4 pods saw another address"),
        new ProbeEvent.ReachabilityChanged(
            "paris",
            "tokyo",
            ProbeEvent.Reachability.UNREACHABLE,
            ProbeEvent.Reachability.REACHABLE,
            16,
            16,
            "all 16 pairs answer"),
        new ProbeEvent.ProbeRound(
            "paris",
            "tokyo",
            7,
            16,
            15,
            41L,
            63L,
            180L,
            List.of(
                new FailedPing(
                    "default/probe-1",
                    "paris-n1",
                    "default/probe-4",
                    "tokyo-n2",
                    "10.3.1.3",
                    "no answer")),
            1210));
  }
}

package io.podspan.console;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.ConditionState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ReflectorState;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What services say while three clusters are joined; tests pick from it. */
public final class Scene {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final ReflectorState REFLECTOR =
      new ReflectorState("reflector", "198.18.0.1", 179, 64512);
  public static final List<ClusterState> CLUSTERS =
      List.of(
          cluster("paris", Cni.KUBE_ROUTER, "v2.11.1", 1),
          cluster("london", Cni.KUBE_ROUTER, "v2.11.1", 2),
          cluster("tokyo", Cni.CALICO, "v3.32.0", 3));
  public static final InterconnectState EUROPE_ASIA =
      new InterconnectState(
          "demo", 1, CLUSTERS.stream().map(ClusterState::name).toList(), List.of(REFLECTOR));

  private Scene() {}

  public static ClusterState cluster(String name, Cni cni, String version, int number) {
    return new ClusterState(
        name,
        cni,
        version,
        64512,
        List.of("10." + number + ".0.0/16"),
        List.of("10." + (100 + number) + ".0.0/16"),
        List.of(node(name, number, 1), node(name, number, 2)),
        new AccessReference(name, null));
  }

  private static NodeState node(String cluster, int number, int node) {
    return new NodeState(
        cluster + "-" + node,
        "198.18.0." + (number * 10 + node),
        List.of("10." + number + "." + (node - 1) + ".0/24"));
  }

  public static List<Event> declared() {
    List<Event> events = new ArrayList<>();
    CLUSTERS.forEach(cluster -> events.add(new IntentEvent.ClusterRegisteredV1(cluster)));
    events.add(new IntentEvent.InterconnectDeclared(EUROPE_ASIA));
    return events;
  }

  public static Event configured() {
    return new SessionEvent.ReflectorConfigured(
        "reflector", "198.18.0.1", 179, 64512, Map.of("demo", 1L), 6);
  }

  /** The conditions of the interconnect, all with this status, as peering-service says them. */
  public static Event conditions(String status, String reason, String message) {
    return new IntentEvent.InterconnectConditionsChanged(
        "demo",
        1,
        List.of("Planned", "Configured", "Peered", "RoutesInstalled", "Reachable", "Ready").stream()
            .map(type -> new ConditionState(type, status, reason, message, START))
            .toList());
  }

  public static RolloutIdentity rollout(ClusterState cluster) {
    return new RolloutIdentity("rollout-" + cluster.name(), "demo", cluster.name());
  }

  public static Event planned(ClusterState cluster) {
    boolean calico = cluster.cni() == Cni.CALICO;
    return new RolloutEvent.RolloutPlanned(
        rollout(cluster),
        RolloutEvent.Direction.JOIN,
        calico ? "calico-bgppeer" : "kube-router-flags",
        calico
            ? List.of("+ BGPPeer podspan-reflector 198.18.0.1 AS 64512")
            : List.of("+ --peer-router-ips=198.18.0.1", "+ --peer-router-asns=64512"),
        cluster.nodes().stream().map(NodeState::name).toList());
  }

  public static Event restarting(ClusterState cluster, int step) {
    return new RolloutEvent.NodeRestarting(
        rollout(cluster),
        cluster.nodes().get(step - 1).name(),
        step,
        cluster.nodes().size(),
        "kube-router-x" + step);
  }

  public static Event verified(ClusterState cluster, int step) {
    return new RolloutEvent.NodeVerified(
        rollout(cluster),
        cluster.nodes().get(step - 1).name(),
        step,
        cluster.nodes().size(),
        List.of("session", "routes", "probes"),
        2_300L + 100 * step);
  }

  public static PeerIdentity peer(ClusterState cluster, NodeState node) {
    return new PeerIdentity("reflector", node.address(), cluster.name(), node.name());
  }

  public static Event up(ClusterState cluster, NodeState node) {
    return new SessionEvent.SessionEstablished(
        peer(cluster, node), 64512, node.address(), 90, List.of("ipv4-unicast"));
  }

  public static Event stalled(ClusterState cluster, NodeState node) {
    return new SessionEvent.SessionStalled(peer(cluster, node), 6_200, 6_200, 2);
  }

  public static Event resumed(ClusterState cluster, NodeState node) {
    return new SessionEvent.SessionResumed(peer(cluster, node), 14_300);
  }

  public static Event lost(ClusterState cluster, NodeState node, String reason) {
    return new SessionEvent.SessionLost(peer(cluster, node), reason, 83_000);
  }

  public static Event nodeSessions(ClusterState cluster, NodeState node, String state) {
    return new RouteEvent.NodeSessionsChanged(
        cluster.name(), node.name(), List.of(new NodeSession("198.18.0.1", 64512, state, true)));
  }

  public static Event nodeRoutes(ClusterState cluster, NodeState node, int missing) {
    return new RouteEvent.NodeRoutesChanged(
        cluster.name(),
        node.name(),
        List.of(),
        List.of(new RouteEntry("10.9.0.0/24", "198.18.0.91")),
        4,
        missing);
  }

  public static Event missing(ClusterState cluster, NodeState node, RouteEntry route, String why) {
    return new RouteEvent.RouteMissing(
        cluster.name(), node.name(), route, RouteEvent.Table.FIB, why);
  }

  public static Event reachability(String from, String to, Reachability now, int reachable) {
    return new ProbeEvent.ReachabilityChanged(
        from, to, Reachability.UNKNOWN, now, 16, reachable, reachable + " of 16 pairs answer");
  }

  public static Event round(String from, String to, long round, int reachable) {
    return new ProbeEvent.ProbeRound(
        from, to, round, 16, reachable, 80L, 140L, 410L, List.of(), 900);
  }

  /** One cluster's way into the interconnect. */
  public static List<Event> joining(ClusterState cluster) {
    List<Event> events = new ArrayList<>();
    events.add(planned(cluster));
    events.add(new RolloutEvent.RolloutStarted(rollout(cluster)));
    for (int step = 1; step <= cluster.nodes().size(); step++) {
      NodeState node = cluster.nodes().get(step - 1);
      events.add(restarting(cluster, step));
      events.add(up(cluster, node));
      events.add(nodeSessions(cluster, node, "Established"));
      events.add(nodeRoutes(cluster, node, 0));
      events.add(verified(cluster, step));
    }
    events.add(new RolloutEvent.RolloutCompleted(rollout(cluster), cluster.nodes().size(), 5_200));
    return events;
  }

  /** Every direction between clusters, measured. */
  public static List<Event> allReachable() {
    List<Event> events = new ArrayList<>();
    for (ClusterState from : CLUSTERS) {
      for (ClusterState to : CLUSTERS) {
        if (from != to) {
          events.add(reachability(from.name(), to.name(), Reachability.REACHABLE, 16));
          events.add(round(from.name(), to.name(), 1, 16));
        }
      }
    }
    return events;
  }

  /** From nothing to ready. */
  public static List<Event> whole() {
    List<Event> events = new ArrayList<>(declared());
    events.add(configured());
    CLUSTERS.forEach(cluster -> events.addAll(joining(cluster)));
    events.addAll(allReachable());
    events.add(conditions("True", "AllTrue", "The clusters are joined."));
    return events;
  }
}

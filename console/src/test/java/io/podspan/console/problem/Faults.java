package io.podspan.console.problem;

import io.podspan.console.Scene;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.NodeReach;
import io.podspan.events.NodeState;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.RouteReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/** What services say of a fault among three clusters of two nodes each. */
final class Faults {
  static final ClusterState PARIS = Scene.CLUSTERS.get(0);
  static final ClusterState LONDON = Scene.CLUSTERS.get(1);
  static final ClusterState TOKYO = Scene.CLUSTERS.get(2);
  static final NodeState P1 = PARIS.nodes().getFirst();
  static final NodeState L1 = LONDON.nodes().getFirst();
  static final String REFLECTOR = Scene.REFLECTOR.address();

  private Faults() {}

  static ClusterState clusterOf(NodeState node) {
    return Scene.CLUSTERS.stream().filter(c -> c.nodes().contains(node)).findFirst().orElseThrow();
  }

  static List<NodeState> all() {
    return Scene.CLUSTERS.stream().flatMap(cluster -> cluster.nodes().stream()).toList();
  }

  static List<NodeState> outside(NodeState node) {
    return all().stream().filter(other -> clusterOf(other) != clusterOf(node)).toList();
  }

  static Event missing(NodeState at, NodeState origin, RouteReason reason) {
    return RouteEvent.RouteMissing.because(
        reason, clusterOf(at).name(), at.name(), route(origin), RouteEvent.Table.FIB);
  }

  static RouteEntry route(NodeState origin) {
    return new RouteEntry(origin.podCidrs().getFirst(), origin.address());
  }

  static Event restored(NodeState at, NodeState origin) {
    return new RouteEvent.RouteRestored(clusterOf(at).name(), at.name(), route(origin));
  }

  static Event unread(NodeState node, String why) {
    return new RouteEvent.NodeRead(clusterOf(node).name(), node.name(), false, why);
  }

  /** Pings between all pairs of nodes, where those fail that the test names. */
  static List<Event> pings(BiPredicate<NodeState, NodeState> fails) {
    List<Event> events = new ArrayList<>();
    for (ClusterState from : Scene.CLUSTERS) {
      for (ClusterState to : Scene.CLUSTERS) {
        if (from != to) {
          events.addAll(pings(from, to, fails));
        }
      }
    }
    return events;
  }

  private static List<Event> pings(
      ClusterState from, ClusterState to, BiPredicate<NodeState, NodeState> fails) {
    List<NodeReach> nodes = new ArrayList<>();
    for (NodeState a : from.nodes()) {
      for (NodeState b : to.nodes()) {
        nodes.add(new NodeReach(a.name(), b.name(), 4, fails.test(a, b) ? 0 : 4));
      }
    }
    nodes.sort(Comparator.comparingInt(NodeReach::reachable));
    int reachable = nodes.stream().mapToInt(NodeReach::reachable).sum();
    Reachability now =
        reachable == 16
            ? Reachability.REACHABLE
            : reachable == 0 ? Reachability.UNREACHABLE : Reachability.PARTIAL;
    List<Event> events = new ArrayList<>();
    events.add(Scene.reachability(from.name(), to.name(), now, reachable));
    events.add(
        new ProbeEvent.ProbeRound(
            from.name(), to.name(), 2, 16, reachable, 80L, 140L, 410L, List.of(), 900, nodes));
    return events;
  }

  static BiPredicate<NodeState, NodeState> between(NodeState a, NodeState b) {
    return (from, to) -> from.equals(a) && to.equals(b) || from.equals(b) && to.equals(a);
  }

  static BiPredicate<NodeState, NodeState> touching(NodeState node) {
    return (from, to) -> from.equals(node) || to.equals(node);
  }

  /** Somebody takes a route from a kernel. */
  static List<Event> routeDeleted(NodeState at, NodeState origin) {
    return List.of(missing(at, origin, new RouteReason.NotInstalled()));
  }

  static List<Event> routerKilled(NodeState node) {
    String cluster = clusterOf(node).name();
    List<Event> events = new ArrayList<>();
    events.add(Scene.lost(clusterOf(node), node, "the peer closed the connection"));
    events.add(unread(node, "the router of " + node.name() + " does not run, Error (kube-router)"));
    outside(node)
        .forEach(
            other ->
                events.add(
                    missing(
                        other, node, new OriginReason.RouterDown(cluster, node.name(), "Error"))));
    return events;
  }

  /** Packets to and from the reflector are dropped, until the hold time is over. */
  static List<Event> sessionCut(NodeState node) {
    String cluster = clusterOf(node).name();
    List<Event> events = new ArrayList<>();
    events.add(Scene.lost(clusterOf(node), node, "hold timer expired"));
    events.add(Scene.nodeSessions(clusterOf(node), node, "Active"));
    for (NodeState other : outside(node)) {
      events.add(missing(node, other, new RouteReason.ReflectorSessionDown(List.of(REFLECTOR))));
      events.add(
          missing(
              other,
              node,
              new OriginReason.NoSession("reflector", cluster, node.name(), null, "hold timer")));
    }
    return events;
  }

  static List<Event> interfaceDown(NodeState node) {
    String cluster = clusterOf(node).name();
    List<Event> events = new ArrayList<>();
    events.add(Scene.lost(clusterOf(node), node, "hold timer expired"));
    for (NodeState other : outside(node)) {
      events.add(
          missing(
              node,
              other,
              new RouteReason.InterfaceDown(
                  other.address(), "eth0", RouteReason.InterfaceDown.DOWN)));
      events.add(
          missing(
              other,
              node,
              new OriginReason.NoSession("reflector", cluster, node.name(), null, null)));
    }
    return events;
  }

  /** It says nothing any more: the routers of the nodes do. */
  static List<Event> reflectorKilled() {
    List<Event> events = new ArrayList<>();
    for (NodeState node : all()) {
      events.add(Scene.nodeSessions(clusterOf(node), node, "Active"));
      for (NodeState other : outside(node)) {
        events.add(missing(node, other, new RouteReason.ReflectorSessionDown(List.of(REFLECTOR))));
      }
    }
    return events;
  }

  static List<Event> apiAway(ClusterState cluster) {
    List<Event> events = new ArrayList<>();
    cluster.nodes().forEach(node -> events.add(unread(node, "the API server does not answer")));
    for (ClusterState other : Scene.CLUSTERS) {
      if (other != cluster) {
        NotMeasured away = new NotMeasured.ApiUnreachable(cluster.name(), 5_000);
        events.add(notMeasured(cluster, other, away));
        events.add(notMeasured(other, cluster, away));
      }
    }
    return events;
  }

  static Event notMeasured(ClusterState from, ClusterState to, PairReason why) {
    return ProbeEvent.ReachabilityChanged.because(
        why, from.name(), to.name(), Reachability.REACHABLE, Reachability.UNKNOWN, 0, 0);
  }

  @SafeVarargs
  static List<Event> together(List<Event>... faults) {
    List<Event> events = new ArrayList<>();
    for (List<Event> fault : faults) {
      events.addAll(fault);
    }
    return events;
  }
}

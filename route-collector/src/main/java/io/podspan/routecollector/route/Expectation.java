package io.podspan.routecollector.route;

import io.podspan.events.ClusterState;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import io.podspan.events.world.World;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the intent asks of every node of a cluster.
 *
 * @param routes to the pods of the clusters it is joined with, sorted
 * @param reflectors addresses of the reflectors that it is to peer with
 * @param origins the nodes that the routes lead to, by their address, which is the next hop
 */
public record Expectation(
    List<RouteEntry> routes, Set<String> reflectors, Map<String, Origin> origins) {
  static final Comparator<RouteEntry> ORDER =
      Comparator.comparing(RouteEntry::prefix).thenComparing(RouteEntry::nextHop);

  /**
   * The node that a route leads to.
   *
   * @param reflectors those that it shares with the cluster, name by address
   */
  public record Origin(String cluster, String node, Map<String, String> reflectors) {
    public Origin {
      reflectors = Map.copyOf(reflectors);
    }
  }

  public Expectation {
    routes = routes.stream().sorted(ORDER).toList();
    reflectors = Set.copyOf(reflectors);
    origins = Map.copyOf(origins);
  }

  /** Without a word about where the routes come from. */
  public Expectation(List<RouteEntry> routes, Set<String> reflectors) {
    this(routes, reflectors, Map.of());
  }

  /** The same sessions, with those to a reflector of an interconnect marked. */
  List<NodeSession> marked(List<NodeSession> sessions) {
    return sessions.stream()
        .map(
            s ->
                new NodeSession(
                    s.peerAddress(), s.peerAsn(), s.state(), reflectors.contains(s.peerAddress())))
        .toList();
  }

  public static Expectation of(World world, String cluster) {
    return new Expectation(
        world.expectedRoutes(cluster),
        world.reflectorsOf(cluster).stream()
            .map(ReflectorState::address)
            .collect(Collectors.toSet()),
        origins(world, cluster));
  }

  private static Map<String, Origin> origins(World world, String cluster) {
    Map<String, Origin> origins = new HashMap<>();
    for (String other : world.joinedWith(cluster)) {
      Map<String, String> reflectors = shared(world, cluster, other);
      ClusterState state = world.clusters().get(other);
      List<NodeState> nodes = state == null ? List.of() : state.nodes();
      nodes.forEach(n -> origins.put(n.address(), new Origin(other, n.name(), reflectors)));
    }
    return origins;
  }

  private static Map<String, String> shared(World world, String cluster, String other) {
    Map<String, String> reflectors = new HashMap<>();
    for (InterconnectState interconnect : world.interconnectsOf(cluster)) {
      if (interconnect.clusters().contains(other)) {
        interconnect.reflectors().forEach(r -> reflectors.put(r.address(), r.name()));
      }
    }
    return reflectors;
  }
}

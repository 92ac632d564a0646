package io.podspan.peeringservice.peering.conditions;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.NodeRoute;
import io.podspan.peeringservice.peering.rollout.RoutesDue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All registered clusters and declared interconnects, and what they ask for. It answers which
 * session, route or pair belongs to which interconnect. Immutable.
 */
public final class DeclaredIntent {
  private final Map<String, Cluster> clusters;
  private final List<Interconnect> interconnects;
  private final Map<ExpectedRoute, Set<String>> owners = new HashMap<>();
  private final Map<String, Integer> routeCounts = new HashMap<>();
  private final Set<SessionKey> sessions = new HashSet<>();

  public DeclaredIntent(Collection<Cluster> clusters, Collection<Interconnect> interconnects) {
    this.clusters = clusters.stream().collect(Collectors.toUnmodifiableMap(Cluster::name, c -> c));
    this.interconnects = List.copyOf(interconnects);
    clusters.forEach(this::indexRoutes);
    interconnects.forEach(i -> sessions.addAll(sessionsOf(i)));
  }

  /**
   * A session between a reflector and a node.
   *
   * @param reflector its name
   * @param address the node's
   */
  public record SessionKey(String reflector, String address) {}

  private void indexRoutes(Cluster cluster) {
    Set<ExpectedRoute> routes = routesTo(cluster);
    routeCounts.put(cluster.name(), routes.size());
    routes.forEach(r -> owners.computeIfAbsent(r, _ -> new HashSet<>()).add(cluster.name()));
  }

  /** The routes that lead to the pods of this cluster, by way of the nodes that take part. */
  public static Set<ExpectedRoute> routesTo(Cluster cluster) {
    return cluster.takingPart().stream()
        .flatMap(
            node ->
                node.joinedCidrs().stream()
                    .map(p -> new ExpectedRoute(p.toString(), node.address())))
        .collect(Collectors.toUnmodifiableSet());
  }

  public List<Interconnect> interconnects() {
    return interconnects;
  }

  public Optional<Interconnect> interconnect(String name) {
    return interconnects.stream().filter(i -> i.name().equals(name)).findFirst();
  }

  /** The known clusters of an interconnect, in its order. */
  public List<Cluster> clustersOf(Interconnect interconnect) {
    return interconnect.clusters().stream().map(clusters::get).filter(Objects::nonNull).toList();
  }

  /** The sessions that an interconnect needs, and those that it may have while some leave. */
  public Set<SessionKey> sessionsOf(Interconnect interconnect) {
    return interconnect.members().stream()
        .map(clusters::get)
        .filter(Objects::nonNull)
        .flatMap(cluster -> cluster.nodes().stream())
        .flatMap(
            node ->
                interconnect.peers().stream().map(r -> new SessionKey(r.name(), node.address())))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a declared interconnect needs this session. */
  public boolean needsSession(SessionKey session) {
    return sessions.contains(session);
  }

  /** Whether a declared interconnect goes through this reflector. */
  public boolean needsReflector(String name) {
    return interconnects.stream()
        .flatMap(i -> i.peers().stream())
        .anyMatch(r -> r.name().equals(name));
  }

  /**
   * The clusters whose pods the nodes of this cluster are to reach.
   *
   * @param which the interconnects that count
   */
  public Set<String> joinedWith(String cluster, Predicate<Interconnect> which) {
    Set<String> joined = new HashSet<>();
    interconnects.stream()
        .filter(i -> i.clusters().contains(cluster))
        .filter(which)
        .forEach(i -> joined.addAll(i.clusters()));
    joined.remove(cluster);
    joined.retainAll(clusters.keySet());
    return joined;
  }

  /** Whether the kernels of its nodes get the routes that its routers learn. */
  public boolean takesRoutes(String cluster) {
    Cluster known = clusters.get(cluster);
    return known == null || !known.advertiseOnly();
  }

  /** Those of them that the kernels of its nodes get routes to. */
  private Set<String> routedTo(String cluster, Predicate<Interconnect> which) {
    return takesRoutes(cluster) ? joinedWith(cluster, which) : Set.of();
  }

  /** How many routes each node of this cluster needs for these interconnects. */
  public int expectedRoutes(String cluster, Predicate<Interconnect> which) {
    return routedTo(cluster, which).stream()
        .mapToInt(name -> routeCounts.getOrDefault(name, 0))
        .sum();
  }

  /** Whether the nodes of this cluster need this route for one of these interconnects. */
  public boolean needsRoute(String cluster, ExpectedRoute route, Predicate<Interconnect> which) {
    Set<String> joined = routedTo(cluster, which);
    return owners.getOrDefault(route, Set.of()).stream().anyMatch(joined::contains);
  }

  /**
   * What follows for the routes of one node. No route by way of a node that takes no part is due: a
   * node that died announces nothing, and may not hold the others up. Of routers that only announce
   * none is: what they learn comes and goes with the session, and takes no packet anywhere.
   *
   * @param which the interconnects that count
   */
  public RoutesDue routesDue(String cluster, String node, Predicate<Interconnect> which) {
    List<String> announces =
        nodes(cluster)
            .filter(n -> n.name().equals(node))
            .flatMap(n -> n.joinedCidrs().stream())
            .map(Prefix::toString)
            .toList();
    Map<NodeRoute, String> own = new HashMap<>();
    if (takesRoutes(cluster)) {
      nodes(cluster)
          .filter(n -> n.takesPart() && !n.name().equals(node))
          .forEach(n -> routes(n, n.name(), own));
    }
    Map<NodeRoute, String> joined = new HashMap<>();
    for (String other : routedTo(cluster, which)) {
      nodes(other).filter(Node::takesPart).forEach(n -> routes(n, other + "/" + n.name(), joined));
    }
    return new RoutesDue(announces, own, joined);
  }

  private static void routes(Node node, String name, Map<NodeRoute, String> routes) {
    node.joinedCidrs().forEach(p -> routes.put(new NodeRoute(p.toString(), node.address()), name));
  }

  /** The addresses of the nodes of this cluster. */
  public List<String> addressesOf(String cluster) {
    return nodes(cluster).map(Node::address).toList();
  }

  /** The names of the reflectors that the nodes of this cluster are to peer with. */
  public Set<String> reflectorsOf(String cluster) {
    return interconnects.stream()
        .filter(i -> i.clusters().contains(cluster))
        .flatMap(i -> i.reflectors().stream())
        .map(Reflector::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a declared interconnect joins these two clusters. */
  public boolean joins(String from, String to) {
    return !from.equals(to)
        && interconnects.stream()
            .anyMatch(i -> i.clusters().contains(from) && i.clusters().contains(to));
  }

  /** Whether this cluster is registered and has this node. */
  public boolean hasNode(String cluster, String node) {
    return nodes(cluster).anyMatch(n -> n.name().equals(node));
  }

  private Stream<Node> nodes(String cluster) {
    Cluster known = clusters.get(cluster);
    return known == null ? Stream.of() : known.nodes().stream();
  }
}

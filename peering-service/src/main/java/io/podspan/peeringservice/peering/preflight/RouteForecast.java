package io.podspan.peeringservice.peering.preflight;

import io.podspan.addresses.IpFamily;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The routes that a declared interconnect would add to the nodes, and take from them: those to the
 * pods of other clusters, as a reflector passes them on. It passes a cluster the routes of those
 * that share an interconnect with it, and its own only where its nodes do not peer with each other.
 * Routers that only announce put none into their kernels. Pure, and worked out by cluster: all
 * nodes of one get the same, so it does not grow with their number.
 *
 * @param added how many routes all nodes together get
 * @param taken how many routes all nodes together lose
 * @param changes the clusters whose nodes get or lose any
 */
public record RouteForecast(long added, long taken, List<Change> changes) {
  /** Of so many clusters the routes and nodes are named one by one. */
  private static final int NAMED_CLUSTERS = 20;

  private static final int NAMED = 20;

  public RouteForecast {
    changes = List.copyOf(changes);
  }

  /**
   * What changes for nodes of one cluster, whose addresses are of one family.
   *
   * @param nodes how many there are
   * @param named the first of them
   * @param added to each of them
   * @param taken from each of them
   */
  public record Change(String cluster, int nodes, List<String> named, Routes added, Routes taken) {
    public Change {
      named = List.copyOf(named);
    }

    private long timesNodes(long routes) {
      return nodes * routes;
    }
  }

  /**
   * Routes of one node.
   *
   * @param count of all
   * @param named the first of them
   */
  public record Routes(long count, List<Route> named) {
    public Routes {
      named = List.copyOf(named);
    }
  }

  /**
   * @param from the node that announces it, {@code tokyo/tokyo-1}
   */
  public record Route(String prefix, String nextHop, String from) {}

  /**
   * @param present the interconnects that are declared now; one of the same name becomes the
   *     request
   * @param known all clusters
   */
  public static RouteForecast of(
      List<Interconnect> present, InterconnectRequest request, Collection<Cluster> known) {
    List<Interconnect> after = new ArrayList<>();
    present.stream().filter(i -> !i.name().equals(request.name())).forEach(after::add);
    after.add(request.declared(1, Instant.EPOCH));
    return between(present, after, known);
  }

  private static RouteForecast between(
      List<Interconnect> before, List<Interconnect> after, Collection<Cluster> known) {
    Map<String, Cluster> clusters =
        known.stream()
            .collect(
                Collectors.toMap(
                    Cluster::name, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    Map<String, Map<IpFamily, Tally>> tallies = new HashMap<>();
    clusters.values().forEach(cluster -> tallies.put(cluster.name(), Tally.of(cluster)));
    List<Change> changes = new ArrayList<>();
    for (Cluster cluster : clusters.values()) {
      if (cluster.advertiseOnly()) {
        continue;
      }
      Set<String> had = sources(cluster, before);
      Set<String> gets = sources(cluster, after);
      if (!had.equals(gets)) {
        boolean named = changes.size() < NAMED_CLUSTERS;
        changes.addAll(changes(cluster, minus(gets, had), minus(had, gets), tallies, named));
      }
    }
    return new RouteForecast(
        changes.stream().mapToLong(c -> c.timesNodes(c.added().count())).sum(),
        changes.stream().mapToLong(c -> c.timesNodes(c.taken().count())).sum(),
        changes);
  }

  /**
   * What the nodes of one cluster announce, of one family.
   *
   * @param nodes how many there are
   * @param routes how many routes they announce together
   * @param names of the first nodes
   * @param first the first routes
   */
  private record Tally(long nodes, long routes, List<String> names, List<Route> first) {
    static Map<IpFamily, Tally> of(Cluster cluster) {
      List<Node> nodes = cluster.takingPart();
      Map<IpFamily, Tally> tallies = new EnumMap<>(IpFamily.class);
      for (IpFamily family : IpFamily.values()) {
        tallies.put(
            family, of(cluster.name(), nodes.stream().filter(n -> n.family() == family).toList()));
      }
      return tallies;
    }

    private static Tally of(String cluster, List<Node> nodes) {
      return new Tally(
          nodes.size(),
          nodes.stream().mapToLong(node -> node.joinedCidrs().size()).sum(),
          nodes.stream().limit(NAMED).map(Node::name).toList(),
          nodes.stream().flatMap(node -> announced(cluster, node)).limit(NAMED).toList());
    }

    private static Stream<Route> announced(String cluster, Node node) {
      return node.joinedCidrs().stream()
          .map(cidr -> new Route(cidr.toString(), node.address(), cluster + "/" + node.name()));
    }

    /** Of one of these nodes: without what it announces itself. */
    long toOneOfThem() {
      return nodes == 0 ? routes : routes - routes / nodes;
    }
  }

  /** The clusters whose routes the nodes of this one get. */
  private static Set<String> sources(Cluster cluster, List<Interconnect> interconnects) {
    Set<String> sources = new TreeSet<>();
    interconnects.stream()
        .filter(i -> !i.withdrawing() && i.clusters().contains(cluster.name()))
        .forEach(i -> sources.addAll(i.clusters()));
    if (Boolean.TRUE.equals(cluster.nodeMesh())) {
      sources.remove(cluster.name());
    }
    return sources;
  }

  private static Set<String> minus(Set<String> all, Set<String> without) {
    Set<String> rest = new LinkedHashSet<>(all);
    rest.removeAll(without);
    return rest;
  }

  private static List<Change> changes(
      Cluster cluster,
      Set<String> gained,
      Set<String> lost,
      Map<String, Map<IpFamily, Tally>> tallies,
      boolean named) {
    List<Change> changes = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      Tally own = Objects.requireNonNull(tallies.get(cluster.name())).get(family);
      Routes added = routes(cluster.name(), gained, tallies, family, named);
      Routes taken = routes(cluster.name(), lost, tallies, family, named);
      if (own != null && own.nodes() > 0 && added.count() + taken.count() > 0) {
        changes.add(
            new Change(
                cluster.name(), (int) own.nodes(), named ? own.names() : List.of(), added, taken));
      }
    }
    return changes;
  }

  /** What one node gets; of its own cluster without what it announces itself. */
  private static Routes routes(
      String receiver,
      Set<String> sources,
      Map<String, Map<IpFamily, Tally>> tallies,
      IpFamily family,
      boolean named) {
    long count = 0;
    List<Route> routes = new ArrayList<>();
    for (String source : sources) {
      Tally tally = tallies.getOrDefault(source, Map.of()).get(family);
      if (tally != null) {
        count += source.equals(receiver) ? tally.toOneOfThem() : tally.routes();
        if (named && routes.size() < NAMED) {
          routes.addAll(tally.first());
        }
      }
    }
    return new Routes(count, routes.stream().limit(NAMED).toList());
  }
}

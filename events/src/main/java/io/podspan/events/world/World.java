package io.podspan.events.world;

import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The declared state, immutable.
 *
 * @param clusters by name
 * @param interconnects by name; they may name clusters that are not known (yet)
 */
public record World(
    SortedMap<String, ClusterState> clusters, SortedMap<String, InterconnectState> interconnects) {

  public static final World EMPTY = new World(new TreeMap<>(), new TreeMap<>());

  public World {
    clusters = Collections.unmodifiableSortedMap(new TreeMap<>(clusters));
    interconnects = Collections.unmodifiableSortedMap(new TreeMap<>(interconnects));
  }

  /** The world after this event. Applying an event twice changes nothing the second time. */
  public World after(IntentEvent event) {
    return switch (event) {
      case IntentEvent.ClusterRegistered(ClusterState cluster) -> withCluster(cluster);
      case IntentEvent.ClusterChanged(ClusterState cluster) -> withCluster(cluster);
      case IntentEvent.ClusterRemoved(String name) ->
          new World(without(clusters, name), interconnects);
      case IntentEvent.InterconnectDeclared(InterconnectState interconnect) ->
          withInterconnect(interconnect);
      case IntentEvent.InterconnectWithdrawn(String name) ->
          new World(clusters, without(interconnects, name));
      case IntentEvent.InterconnectConditionsChanged _ -> this;
    };
  }

  private World withCluster(ClusterState cluster) {
    SortedMap<String, ClusterState> changed = new TreeMap<>(clusters);
    changed.put(cluster.name(), cluster);
    return new World(changed, interconnects);
  }

  private World withInterconnect(InterconnectState interconnect) {
    SortedMap<String, InterconnectState> changed = new TreeMap<>(interconnects);
    changed.put(interconnect.name(), interconnect);
    return new World(clusters, changed);
  }

  private static <V> SortedMap<String, V> without(SortedMap<String, V> map, String name) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.remove(name);
    return changed;
  }

  /** The interconnects that go through the reflector of this name. */
  public List<InterconnectState> interconnectsThrough(String reflector) {
    return interconnects.values().stream()
        .filter(i -> i.reflectors().stream().anyMatch(r -> r.name().equals(reflector)))
        .toList();
  }

  /** The interconnects that this cluster is in. */
  public List<InterconnectState> interconnectsOf(String cluster) {
    return interconnects.values().stream().filter(i -> i.clusters().contains(cluster)).toList();
  }

  /** The names of the other known clusters that share an interconnect with this one. */
  public SortedSet<String> joinedWith(String cluster) {
    SortedSet<String> joined = new TreeSet<>();
    interconnectsOf(cluster).forEach(interconnect -> joined.addAll(interconnect.clusters()));
    joined.remove(cluster);
    joined.retainAll(clusters.keySet());
    return joined;
  }

  /** Ordered pairs (from, to) of known clusters whose pods are to reach each other. */
  public List<Map.Entry<String, String>> joinedPairs() {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (String from : clusters.keySet()) {
      joinedWith(from).forEach(to -> pairs.add(Map.entry(from, to)));
    }
    return List.copyOf(pairs);
  }

  /** The reflectors that every node of this cluster should peer with. */
  public Set<ReflectorState> reflectorsOf(String cluster) {
    Set<ReflectorState> reflectors = new LinkedHashSet<>();
    interconnectsOf(cluster).forEach(interconnect -> reflectors.addAll(interconnect.reflectors()));
    return Collections.unmodifiableSet(reflectors);
  }

  /**
   * The routes that every node of this cluster should have: each pod CIDR of each node of the
   * clusters it is joined with, by way of that node. A node announces only the pod CIDRs of its
   * address's family.
   */
  public List<RouteEntry> expectedRoutes(String cluster) {
    List<RouteEntry> expected = new ArrayList<>();
    for (String other : joinedWith(cluster)) {
      for (NodeState node : Optional.ofNullable(clusters.get(other)).orElseThrow().nodes()) {
        node.podCidrs().stream()
            .filter(prefix -> ipv6(prefix) == ipv6(node.address()))
            .forEach(prefix -> expected.add(new RouteEntry(prefix, node.address())));
      }
    }
    return List.copyOf(expected);
  }

  /** The next hop of an IPv6 route is an IPv6 address (RFC 2545), of an IPv4 route an IPv4 one. */
  private static boolean ipv6(String addressOrPrefix) {
    return addressOrPrefix.indexOf(':') >= 0;
  }
}

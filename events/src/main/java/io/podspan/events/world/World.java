package io.podspan.events.world;

import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The declared state, immutable. */
public final class World {
  public static final World EMPTY = new World(ClusterRecords.NONE, Records.none(), Records.none());

  private final ClusterRecords records;
  private final SortedMap<String, ReflectorSpec> reflectors;
  private final SortedMap<String, InterconnectState> interconnects;

  private World(
      ClusterRecords records,
      SortedMap<String, ReflectorSpec> reflectors,
      SortedMap<String, InterconnectState> interconnects) {
    this.records = records;
    this.reflectors = reflectors;
    this.interconnects = interconnects;
  }

  /** A world of these clusters with their nodes, and of these interconnects. */
  public World(Map<String, ClusterState> clusters, Map<String, InterconnectState> interconnects) {
    this(clusters, Map.of(), interconnects);
  }

  /** The same with these declared reflectors. */
  public World(
      Map<String, ClusterState> clusters,
      Map<String, ReflectorSpec> reflectors,
      Map<String, InterconnectState> interconnects) {
    this(
        ClusterRecords.of(clusters.values()),
        Records.copy(reflectors),
        Records.copy(interconnects));
  }

  /** By name, each with its nodes in the order of their names. */
  public SortedMap<String, ClusterState> clusters() {
    return records.clusters();
  }

  /** Those that are declared, by name. Interconnects may have others. */
  public SortedMap<String, ReflectorSpec> reflectors() {
    return reflectors;
  }

  /** By name; they may name clusters that are not known (yet). */
  public SortedMap<String, InterconnectState> interconnects() {
    return interconnects;
  }

  /** The world after this event. Applying an event twice changes nothing the second time. */
  public World after(IntentEvent event) {
    return after(List.of(event));
  }

  /** The world after these events in their order. It costs less than one after the other. */
  public World after(Collection<? extends IntentEvent> events) {
    return new World(records.after(events), reflectorsAfter(events), interconnectsAfter(events));
  }

  private SortedMap<String, ReflectorSpec> reflectorsAfter(
      Collection<? extends IntentEvent> events) {
    SortedMap<String, ReflectorSpec> now = reflectors;
    for (IntentEvent event : events) {
      if (event instanceof IntentEvent.ReflectorDeclared(ReflectorSpec declared)) {
        now = Records.with(now, declared.name(), declared);
      } else if (event instanceof IntentEvent.ReflectorChanged(ReflectorSpec changed)) {
        now = Records.with(now, changed.name(), changed);
      } else if (event instanceof IntentEvent.ReflectorRemoved(String name)) {
        now = Records.without(now, name);
      }
    }
    return now;
  }

  private SortedMap<String, InterconnectState> interconnectsAfter(
      Collection<? extends IntentEvent> events) {
    SortedMap<String, InterconnectState> now = interconnects;
    for (IntentEvent event : events) {
      if (event instanceof IntentEvent.InterconnectDeclared(InterconnectState declared)) {
        now = Records.with(now, declared.name(), declared);
      } else if (event instanceof IntentEvent.InterconnectChanged(InterconnectState changed)) {
        now = Records.with(now, changed.name(), changed);
      } else if (event instanceof IntentEvent.InterconnectWithdrawn(String name)) {
        now = Records.without(now, name);
      }
    }
    return now;
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

  /**
   * The names of the other known clusters that share an interconnect with this one. Clusters on
   * their way out share none.
   */
  public SortedSet<String> joinedWith(String cluster) {
    SortedSet<String> joined = new TreeSet<>();
    interconnects.values().stream()
        .map(InterconnectState::staying)
        .filter(staying -> staying.contains(cluster))
        .forEach(joined::addAll);
    joined.remove(cluster);
    joined.retainAll(clusters().keySet());
    return joined;
  }

  /** Ordered pairs (from, to) of known clusters whose pods are to reach each other. */
  public List<Map.Entry<String, String>> joinedPairs() {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (String from : clusters().keySet()) {
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
   * address's family. A node that is left out may announce nothing, so nothing is expected of it.
   * Nodes whose routers only announce need none.
   */
  public List<RouteEntry> expectedRoutes(String cluster) {
    ClusterState receiver = clusters().get(cluster);
    if (receiver != null && !receiver.cni().installsRoutes()) {
      return List.of();
    }
    List<RouteEntry> expected = new ArrayList<>();
    for (String other : joinedWith(cluster)) {
      for (NodeState node : Optional.ofNullable(clusters().get(other)).orElseThrow().nodes()) {
        if (node.takesPart()) {
          node.podCidrs().stream()
              .filter(prefix -> ipv6(prefix) == ipv6(node.address()))
              .forEach(prefix -> expected.add(new RouteEntry(prefix, node.address())));
        }
      }
    }
    return List.copyOf(expected);
  }

  /** The next hop of an IPv6 route is an IPv6 address (RFC 2545), of an IPv4 route an IPv4 one. */
  private static boolean ipv6(String addressOrPrefix) {
    return addressOrPrefix.indexOf(':') >= 0;
  }

  /** Two worlds are equal when they say the same and the same follows from later events. */
  @Override
  public boolean equals(Object other) {
    return other instanceof World that
        && records.equals(that.records)
        && reflectors.equals(that.reflectors)
        && interconnects.equals(that.interconnects);
  }

  @Override
  public int hashCode() {
    return Objects.hash(records, reflectors, interconnects);
  }

  @Override
  public String toString() {
    return "World[" + clusters().keySet() + ", " + interconnects.keySet() + "]";
  }
}

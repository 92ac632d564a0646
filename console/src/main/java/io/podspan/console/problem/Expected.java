package io.podspan.console.problem;

import io.podspan.events.InterconnectState;
import io.podspan.events.ReflectorState;
import io.podspan.events.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Of which nodes something is expected now.
 *
 * @param nodes those of each cluster that takes part in an interconnect
 */
record Expected(World world, SortedMap<String, SortedSet<NodeName>> nodes) {

  static Expected of(World world, UnderWay underWay) {
    SortedMap<String, SortedSet<NodeName>> nodes = new TreeMap<>();
    world
        .clusters()
        .values()
        .forEach(
            cluster ->
                cluster.nodes().stream()
                    .map(node -> new NodeName(cluster.name(), node.name()))
                    .filter(node -> !underWay.excuses(node))
                    .forEach(
                        node ->
                            nodes.computeIfAbsent(cluster.name(), _ -> new TreeSet<>()).add(node)));
    return new Expected(world, nodes);
  }

  Collection<NodeName> of(String cluster) {
    Collection<NodeName> known = nodes.get(cluster);
    return known == null ? List.of() : known;
  }

  /** The nodes whose pods those of this cluster are to reach. They may be many. */
  Stream<NodeName> peers(String cluster) {
    return world.joinedWith(cluster).stream().flatMap(other -> of(other).stream());
  }

  /** The nodes that are to have a session with this reflector. */
  List<NodeName> peersOf(String reflector) {
    return nodes.keySet().stream()
        .filter(cluster -> reflectors(cluster).stream().anyMatch(r -> r.name().equals(reflector)))
        .flatMap(cluster -> of(cluster).stream())
        .toList();
  }

  Set<ReflectorState> reflectors(String cluster) {
    return world.reflectorsOf(cluster);
  }

  Optional<ReflectorState> reflector(String name) {
    return world.clusters().keySet().stream()
        .flatMap(cluster -> reflectors(cluster).stream())
        .filter(reflector -> reflector.name().equals(name))
        .findFirst();
  }

  Collection<String> clustersOf(String interconnect) {
    return Optional.ofNullable(world.interconnects().get(interconnect))
        .map(InterconnectState::clusters)
        .orElse(List.of());
  }
}

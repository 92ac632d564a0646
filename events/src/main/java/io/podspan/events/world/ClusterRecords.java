package io.podspan.events.world;

import io.podspan.events.ClusterSpec;
import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.ClusterChanged;
import io.podspan.events.IntentEvent.ClusterChangedV1;
import io.podspan.events.IntentEvent.ClusterRegistered;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.ClusterRemoved;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.IntentEvent.InterconnectChanged;
import io.podspan.events.IntentEvent.InterconnectConditionsChanged;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.IntentEvent.InterconnectWithdrawn;
import io.podspan.events.IntentEvent.NodeChanged;
import io.podspan.events.IntentEvent.NodeJoined;
import io.podspan.events.IntentEvent.NodeLeft;
import io.podspan.events.IntentEvent.ReflectorChanged;
import io.podspan.events.IntentEvent.ReflectorConditionsChanged;
import io.podspan.events.IntentEvent.ReflectorDeclared;
import io.podspan.events.IntentEvent.ReflectorRemoved;
import io.podspan.events.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the topic says of clusters and nodes, by key, and the clusters put together from it.
 *
 * <p>A cluster and its nodes are records of different keys. So a node may come before its cluster,
 * or after the removal of its cluster. Each record counts by itself: nodes of a cluster that is not
 * known are kept and are not shown. Then every order of records leads to the same world.
 *
 * @param specs the clusters by name
 * @param former the nodes that came within the record of a cluster, by cluster; a record of the
 *     node itself goes before it
 * @param nodes by cluster and name
 * @param clusters what follows: the known clusters with their nodes
 */
record ClusterRecords(
    SortedMap<String, ClusterSpec> specs,
    SortedMap<String, List<NodeState>> former,
    SortedMap<String, SortedMap<String, NodeState>> nodes,
    SortedMap<String, ClusterState> clusters) {

  static final ClusterRecords NONE =
      new ClusterRecords(Records.none(), Records.none(), Records.none(), Records.none());

  static ClusterRecords of(Collection<ClusterState> clusters) {
    return NONE.after(clusters.stream().flatMap(c -> IntentEvent.registered(c).stream()).toList());
  }

  ClusterRecords after(Collection<? extends IntentEvent> events) {
    Fold fold = new Fold(this);
    events.forEach(fold::apply);
    return fold.changed.isEmpty() ? this : fold.end();
  }

  /** The records while events are applied to them. Each map is copied once. */
  private static final class Fold {
    private final SortedMap<String, ClusterSpec> specs;
    private final SortedMap<String, List<NodeState>> former;
    private final SortedMap<String, SortedMap<String, NodeState>> nodes;
    private final SortedMap<String, ClusterState> clusters;
    private final Map<String, SortedMap<String, NodeState>> ownNodes = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    Fold(ClusterRecords before) {
      specs = new TreeMap<>(before.specs);
      former = new TreeMap<>(before.former);
      nodes = new TreeMap<>(before.nodes);
      clusters = new TreeMap<>(before.clusters);
    }

    void apply(IntentEvent event) {
      switch (event) {
        case ClusterRegistered(ClusterSpec cluster) -> cluster(cluster, List.of());
        case ClusterChanged(ClusterSpec cluster) -> cluster(cluster, List.of());
        case ClusterRegisteredV1(ClusterState cluster) -> cluster(cluster.spec(), cluster.nodes());
        case ClusterChangedV1(ClusterState cluster) -> cluster(cluster.spec(), cluster.nodes());
        case ClusterRemoved(String cluster) -> removed(cluster);
        case NodeJoined(String cluster, NodeState node) -> nodesOf(cluster).put(node.name(), node);
        case NodeChanged(String cluster, NodeState node) -> nodesOf(cluster).put(node.name(), node);
        case NodeLeft(String cluster, String node) -> nodesOf(cluster).remove(node);
        case ReflectorDeclared _,
            ReflectorChanged _,
            ReflectorRemoved _,
            InterconnectDeclared _,
            InterconnectChanged _,
            InterconnectWithdrawn _,
            InterconnectConditionsChanged _,
            ReflectorConditionsChanged _,
            IntentCompleted _ -> {}
      }
    }

    private void cluster(ClusterSpec spec, List<NodeState> within) {
      specs.put(spec.name(), spec);
      former.put(spec.name(), within);
      changed.add(spec.name());
    }

    private void removed(String cluster) {
      specs.remove(cluster);
      former.remove(cluster);
      changed.add(cluster);
    }

    private SortedMap<String, NodeState> nodesOf(String cluster) {
      changed.add(cluster);
      return ownNodes.computeIfAbsent(
          cluster, name -> new TreeMap<>(nodes.getOrDefault(name, Records.none())));
    }

    ClusterRecords end() {
      ownNodes.forEach(
          (cluster, own) -> {
            if (own.isEmpty()) {
              nodes.remove(cluster);
            } else {
              nodes.put(cluster, Records.copy(own));
            }
          });
      changed.forEach(this::assemble);
      return new ClusterRecords(
          Records.copy(specs), Records.copy(former), Records.copy(nodes), Records.copy(clusters));
    }

    private void assemble(String name) {
      @Nullable ClusterSpec spec = specs.get(name);
      if (spec == null) {
        clusters.remove(name);
        return;
      }
      SortedMap<String, NodeState> own = nodes.getOrDefault(name, Records.none());
      List<NodeState> all = new ArrayList<>();
      former.getOrDefault(name, List.of()).stream()
          .filter(node -> !own.containsKey(node.name()))
          .forEach(all::add);
      all.addAll(own.values());
      clusters.put(name, spec.with(PodCidrs.of(spec, all), all));
    }
  }
}

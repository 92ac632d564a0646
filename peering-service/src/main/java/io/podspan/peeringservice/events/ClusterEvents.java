package io.podspan.peeringservice.events;

import io.podspan.events.ClusterSpec;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.ClusterChanged;
import io.podspan.events.IntentEvent.ClusterRegistered;
import io.podspan.events.IntentEvent.ClusterRemoved;
import io.podspan.events.IntentEvent.NodeChanged;
import io.podspan.events.IntentEvent.NodeJoined;
import io.podspan.events.IntentEvent.NodeLeft;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to tell of clusters and their nodes. Nodes that come are told before their cluster, and
 * nodes that go after it: so nobody sees a cluster without the nodes that it has. Pure.
 */
final class ClusterEvents {
  private ClusterEvents() {}

  static List<IntentEvent> registered(KnownCluster cluster) {
    List<IntentEvent> events = new ArrayList<>();
    cluster.cluster().nodes().forEach(node -> events.add(joined(cluster, node)));
    events.add(new ClusterRegistered(Contract.spec(cluster)));
    return events;
  }

  static List<IntentEvent> changed(KnownCluster before, KnownCluster after) {
    List<IntentEvent> events = new ArrayList<>();
    Map<String, Node> former = byName(before);
    Map<String, Node> present = byName(after);
    for (Node node : present.values()) {
      Node was = former.get(node.name());
      if (was == null) {
        events.add(joined(after, node));
      } else if (!was.equals(node)) {
        events.add(new NodeChanged(after.name(), Contract.state(node)));
      }
    }
    ClusterSpec spec = Contract.spec(after);
    if (!spec.equals(Contract.spec(before))) {
      events.add(new ClusterChanged(spec));
    }
    former.keySet().stream()
        .filter(name -> !present.containsKey(name))
        .forEach(name -> events.add(new NodeLeft(after.name(), name)));
    return events;
  }

  private static Map<String, Node> byName(KnownCluster cluster) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    cluster.cluster().nodes().forEach(node -> nodes.put(node.name(), node));
    return nodes;
  }

  /** Each node is taken back by its own event: the topic is compacted by key. */
  static List<IntentEvent> removed(KnownCluster cluster) {
    List<IntentEvent> events = new ArrayList<>();
    events.add(new ClusterRemoved(cluster.name()));
    cluster.cluster().nodes().forEach(n -> events.add(new NodeLeft(cluster.name(), n.name())));
    return events;
  }

  /** What an earlier version told in one event is told again, each node for itself. */
  static List<IntentEvent> toldAgain(KnownCluster cluster) {
    List<IntentEvent> events = new ArrayList<>();
    cluster.cluster().nodes().forEach(node -> events.add(joined(cluster, node)));
    events.add(new ClusterChanged(Contract.spec(cluster)));
    return events;
  }

  private static NodeJoined joined(KnownCluster cluster, Node node) {
    return new NodeJoined(cluster.name(), Contract.state(node));
  }
}

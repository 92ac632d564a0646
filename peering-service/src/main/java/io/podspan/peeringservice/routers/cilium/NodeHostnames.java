package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.Node;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The hostname labels of a cluster's nodes, by which a CiliumBGPClusterConfig selects them. */
final class NodeHostnames {
  private final ClusterCalls calls;
  private final Access access;

  NodeHostnames(ClusterCalls calls, Access access) {
    this.calls = calls;
    this.access = access;
  }

  /**
   * @param byNode those of nodes that have one
   */
  record Hostnames(Map<String, String> byNode) {
    @Nullable String of(String node) {
      return byNode.get(node);
    }

    Set<String> all() {
      return new TreeSet<>(byNode.values());
    }
  }

  private record Labelled(String node, String hostname) {}

  Hostnames read() {
    Map<String, String> byNode = new HashMap<>();
    calls
        .ask(
            access,
            "list",
            "nodes",
            client ->
                ObjectList.read(
                    client.nodes(),
                    NodeHostnames::labelled,
                    one -> one.node().length() + one.hostname().length()))
        .stream()
        .filter(one -> !one.hostname().isEmpty())
        .forEach(one -> byNode.put(one.node(), one.hostname()));
    return new Hostnames(Map.copyOf(byNode));
  }

  private static Labelled labelled(Node node) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    return new Labelled(node.getMetadata().getName(), labels.getOrDefault(Selection.HOSTNAME, ""));
  }
}

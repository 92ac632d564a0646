package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.Node;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a cluster's nodes. By that of the hostname a CiliumBGPClusterConfig selects them.
 */
final class NodeHostnames {
  private final ClusterCalls calls;
  private final Access access;

  NodeHostnames(ClusterCalls calls, Access access) {
    this.calls = calls;
    this.access = access;
  }

  /**
   * @param labels by node
   */
  record Hostnames(Map<String, Map<String, String>> labels) {
    @Nullable String of(String node) {
      return labels.getOrDefault(node, Map.of()).get(Selection.HOSTNAME);
    }

    /** Those of the nodes that are selected. */
    Set<String> of(Selection selection) {
      return labels.values().stream()
          .filter(selection::selects)
          .flatMap(all -> Stream.ofNullable(all.get(Selection.HOSTNAME)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private record Labelled(String node, Map<String, String> labels) {
    private static Labelled of(Node node) {
      return new Labelled(
          node.getMetadata().getName(),
          Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of()));
    }

    private long characters() {
      return node.length()
          + labels.entrySet().stream()
              .mapToLong(label -> label.getKey().length() + label.getValue().length())
              .sum();
    }
  }

  Hostnames read() {
    return new Hostnames(
        calls
            .ask(
                access,
                "list",
                "nodes",
                client -> ObjectList.read(client.nodes(), Labelled::of, Labelled::characters))
            .stream()
            .collect(Collectors.toMap(Labelled::node, Labelled::labels)));
  }
}

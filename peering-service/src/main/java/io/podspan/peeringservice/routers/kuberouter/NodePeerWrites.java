package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.ObjectPatch;
import io.podspan.peeringservice.kubernetes.RouterAnnotations;
import io.podspan.peeringservice.peering.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the annotations of nodes that name peers. A write is a JSON Patch for the node
 * exactly as it was read. So it also fails where somebody changed an annotation and changed it
 * back, as another replica's rollback does. The kubelet changes its node, too: then it is read
 * again.
 */
final class NodePeerWrites {
  /**
   * The annotation with the uid of the router pod that started before the peers were written. It is
   * written with them, so a crash does not lose what still has to restart; it goes with the
   * restart.
   */
  static final String TO_RENEW = "podspan.io/router-pod-to-renew";

  private static final String RESOURCE = "nodes";

  private final ClusterCalls calls;

  NodePeerWrites(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * A node as it was read.
   *
   * @param version the resource version
   * @param bare whether it has no annotation at all
   * @param peers its annotations that name peers
   * @param toRenew the uid of the pod that has to restart; null if none has to
   */
  record NodeState(
      String name,
      String version,
      boolean bare,
      SortedMap<String, String> peers,
      @Nullable String toRenew) {
    private static NodeState of(Node node) {
      Map<String, String> all =
          Objects.requireNonNullElse(node.getMetadata().getAnnotations(), Map.<String, String>of());
      return new NodeState(
          node.getMetadata().getName(),
          node.getMetadata().getResourceVersion(),
          all.isEmpty(),
          PeerAnnotations.only(all),
          all.get(TO_RENEW));
    }

    private long characters() {
      return name.length()
          + peers.values().stream().mapToLong(String::length).sum()
          + (toRenew == null ? 0 : toRenew.length());
    }
  }

  /** Empty if the node left the cluster. */
  Optional<NodeState> of(Access access, String node) {
    return Optional.ofNullable(
            calls.ask(access, "get", RESOURCE, client -> client.nodes().withName(node).get()))
        .map(NodeState::of);
  }

  List<NodeState> all(Access access) {
    return calls.ask(
        access,
        "list",
        RESOURCE,
        client -> ObjectList.read(client.nodes(), NodeState::of, NodeState::characters));
  }

  /** All nodes by name, with their annotations that routers read. */
  Map<String, RoutedNode> routed(Access access) {
    return calls
        .ask(
            access,
            "list",
            RESOURCE,
            client ->
                ObjectList.read(
                    client.nodes(),
                    node ->
                        Map.entry(
                            node.getMetadata().getName(),
                            new RoutedNode(
                                node.getMetadata().getUid(),
                                RouterAnnotations.of(node.getMetadata()))),
                    entry -> RouterAnnotations.characters(entry.getValue().annotations())))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Asks the API server to write it without keeping it. */
  void rehearse(Access access, NodeState found, SortedMap<String, String> wanted) {
    patch(access, found, wanted, found.toRenew(), ObjectPatch.dryRun());
  }

  /**
   * Writes the peers, and which pod has to restart for them.
   *
   * @throws ClusterCalls.ConflictException if somebody changed them since they were read
   */
  void write(
      Access access, NodeState found, SortedMap<String, String> wanted, @Nullable String toRenew) {
    patch(access, found, wanted, toRenew, ObjectPatch.forGood());
  }

  private void patch(
      Access access,
      NodeState found,
      SortedMap<String, String> wanted,
      @Nullable String toRenew,
      PatchContext context) {
    ObjectPatch patch = patchOf(found, wanted, toRenew);
    calls.ask(
        access,
        "patch",
        RESOURCE,
        client -> client.nodes().withName(found.name()).patch(context, patch.json()));
  }

  static ObjectPatch patchOf(
      NodeState found, SortedMap<String, String> wanted, @Nullable String toRenew) {
    List<String> names = new ArrayList<>(PeerAnnotations.KEYS);
    names.add(TO_RENEW);
    return ObjectPatch.of(found.version())
        .annotations(
            found.bare(),
            names,
            withMark(found.peers(), found.toRenew()),
            withMark(wanted, toRenew));
  }

  private static SortedMap<String, String> withMark(
      SortedMap<String, String> peers, @Nullable String toRenew) {
    SortedMap<String, String> all = new TreeMap<>(peers);
    if (toRenew != null) {
      all.put(TO_RENEW, toRenew);
    }
    return all;
  }
}

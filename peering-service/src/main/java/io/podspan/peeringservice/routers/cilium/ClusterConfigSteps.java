package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.routers.cilium.NodeHostnames.Hostnames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps of our CiliumBGPClusterConfig. It stays the owner of each node's configuration from the
 * node's turn on, so no step ends a session that is to stay: Cilium's operator leaves a
 * CiliumBGPNodeConfig alone whose owner and content stay the same.
 */
final class ClusterConfigSteps {
  private final CustomObjects objects;
  private final OwnObjects own;

  ClusterConfigSteps(CustomObjects objects) {
    this.objects = objects;
    own = new OwnObjects(objects);
  }

  /**
   * Gives this node its part.
   *
   * @param nodes of the cluster
   * @return whether anything was written
   */
  boolean turn(PeeringChange change, String hostname, Hostnames nodes) {
    Optional<GenericKubernetesResource> present =
        own.own(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS);
    List<Object> peers = peers(change, present);
    if (present.isEmpty()) {
      return !peers.isEmpty() && create(change, peers, hostname);
    }
    GenericKubernetesResource object = present.get();
    if (peers.isEmpty()) {
      return shrink(object, OwnObjects.peers(object), hostname, nodes);
    }
    return change.repair().leavesOut(hostname)
        ? shrink(object, peers, hostname, nodes)
        : write(object, peers, grown(selection(object), hostname, nodes));
  }

  /** Those that stay, as they are, and those that are to be added. */
  private static List<Object> peers(
      PeeringChange change, Optional<GenericKubernetesResource> present) {
    Set<String> removed =
        change.removed().stream().map(CiliumPeer::name).collect(Collectors.toSet());
    List<Object> peers = new ArrayList<>();
    Set<String> there = new TreeSet<>();
    for (Object peer : present.map(OwnObjects::peers).orElse(List.of())) {
      String name = Fields.text(Fields.map(peer).get("name"));
      if (!removed.contains(name)) {
        peers.add(peer);
        there.add(name);
      }
    }
    change.added().stream()
        .filter(peer -> !there.contains(peer.name()))
        .forEach(peer -> peers.add(OwnObjects.peer(peer)));
    return peers;
  }

  private boolean create(PeeringChange change, List<Object> peers, String hostname) {
    objects.create(
        CiliumApi.CLUSTER_CONFIG,
        own.clusterConfig(
            change.added().getFirst().interconnect(),
            change.localAsn(),
            peers,
            Selection.hostnames(List.of(hostname))));
    return true;
  }

  /** The node alone is not selected any more; the last one takes the object with it. */
  private boolean shrink(
      GenericKubernetesResource present, List<?> peers, String hostname, Hostnames nodes) {
    Set<String> left = nodes.of(selection(present));
    boolean was = left.remove(hostname);
    if (left.isEmpty()) {
      objects.delete(CiliumApi.CLUSTER_CONFIG, present);
      return true;
    }
    return was && write(present, peers, Selection.hostnames(left));
  }

  /** A selector that somebody changed is resolved, so that no node leaves that has peers. */
  private static Selection grown(Selection selection, String hostname, Hostnames nodes) {
    Set<String> all = nodes.of(selection);
    return selection.isAll() || !all.add(hostname) ? selection : Selection.hostnames(all);
  }

  private static Selection selection(GenericKubernetesResource object) {
    return Selection.of(Spec.field(object, "nodeSelector"));
  }

  /**
   * Gives a peer its AS number back, for all nodes that have it.
   *
   * @return why not, if the peer is not as it was when that was planned
   */
  Optional<String> mend(EditedPeer edited) {
    Optional<GenericKubernetesResource> present =
        own.own(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS);
    List<Object> peers = new ArrayList<>(present.map(OwnObjects::peers).orElse(List.of()));
    for (int i = 0; i < peers.size(); i++) {
      Map<String, Object> peer = copy(peers.get(i));
      if (edited.name().equals(peer.get("name"))) {
        long there = Fields.number(peer.get("peerASN"));
        if (there == edited.wanted()) {
          return Optional.empty();
        }
        if (there == edited.present()) {
          peer.put("peerASN", edited.wanted());
          peers.set(i, peer);
          write(present.get(), peers, selection(present.get()));
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        "somebody changed the peer "
            + edited.name()
            + " in the CiliumBGPClusterConfig "
            + ClusterConfig.OURS
            + " again");
  }

  /** Selects all nodes, those too that join later. */
  void gather() {
    own.own(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS)
        .filter(object -> !selection(object).isAll())
        .ifPresent(object -> write(object, OwnObjects.peers(object), Selection.ALL));
  }

  /** Whether single nodes are selected. */
  boolean isSpread() {
    return own.own(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS)
        .filter(object -> !selection(object).isAll())
        .isPresent();
  }

  /** Only the peers and the selector change; what somebody added stays. */
  private boolean write(GenericKubernetesResource present, List<?> peers, Selection selection) {
    Map<String, Object> spec = copy(present.getAdditionalProperties().get("spec"));
    List<Object> instances = new ArrayList<>(Fields.list(spec.get("bgpInstances")));
    Map<String, Object> instance = copy(instances.isEmpty() ? null : instances.getFirst());
    instance.put("peers", peers);
    if (instances.isEmpty()) {
      instances.add(instance);
    } else {
      instances.set(0, instance);
    }
    spec.put("bgpInstances", instances);
    if (selection.isAll()) {
      spec.remove("nodeSelector");
    } else {
      spec.put("nodeSelector", selection.selector());
    }
    if (spec.equals(copy(present.getAdditionalProperties().get("spec")))) {
      return false;
    }
    objects.replace(
        CiliumApi.CLUSTER_CONFIG,
        new GenericKubernetesResourceBuilder(present)
            .addToAdditionalProperties("spec", spec)
            .build());
    return true;
  }

  private static Map<String, Object> copy(@Nullable Object fields) {
    Map<String, Object> copy = new TreeMap<>();
    Fields.map(fields).forEach((field, value) -> copy.put(Fields.text(field), value));
    return copy;
  }
}

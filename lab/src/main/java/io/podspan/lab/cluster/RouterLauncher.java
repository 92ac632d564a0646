package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ApiException;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.network.Topology;
import io.podspan.lab.router.BirdRouter;
import io.podspan.lab.router.CalicoPeers;
import io.podspan.lab.router.CiliumInstance;
import io.podspan.lab.router.CiliumNodeStatus;
import io.podspan.lab.router.CiliumPrefixes;
import io.podspan.lab.router.CiliumRouter;
import io.podspan.lab.router.GobgpRouter;
import io.podspan.lab.router.KubeRouterFlags;
import io.podspan.lab.router.NodeFiles;
import io.podspan.lab.router.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a node's router from the present state of its pod and the API. */
final class RouterLauncher {
  private static final System.Logger LOG = System.getLogger(RouterLauncher.class.getName());

  private final CniStyle cni;
  private final Topology topology;
  private final ObjectStore store;
  private final SecretVolumes secrets;

  RouterLauncher(CniStyle cni, Topology topology, ObjectStore store) {
    this.cni = cni;
    this.topology = topology;
    this.store = store;
    this.secrets = new SecretVolumes(store);
  }

  /** A Secret that the pod has as a volume and that is not there. */
  Optional<String> missingSecret(ObjectNode pod) {
    return secrets.missing(pod);
  }

  /** Whether this pod is one of the cluster's routers. */
  boolean runs(ObjectNode pod) {
    return pod.at("/metadata/labels/k8s-app").asText().equals(cni.daemonSet());
  }

  /**
   * @throws io.podspan.lab.router.InvalidFlagsException where the container would exit at once
   */
  Router start(ObjectNode pod, Topology.Node node, NodeFiles files) {
    String name = pod.at("/metadata/name").asText();
    return switch (cni) {
      case KUBE_ROUTER ->
          GobgpRouter.start(
              node,
              topology.subnet(),
              mesh(node),
              KubeRouterFlags.parse(commandLine(pod), path -> secrets.file(pod, path))
                  .orPeersOf(ofNode(node, "annotations")),
              files,
              name);
      case CALICO -> BirdRouter.start(node, peersOf(node), files, name);
      case CILIUM -> cilium(node, files, name);
    };
  }

  /**
   * Applies changed custom resources. A router that reads flags only at its start stays as it is.
   */
  void reconfigure(Router router, Topology.Node node) {
    switch (router) {
      case BirdRouter bird -> bird.configure(peersOf(node));
      case CiliumRouter cilium -> cilium.configure(instanceOf(node, cilium.ipam()));
      case GobgpRouter _ -> {}
    }
  }

  static List<String> commandLine(ObjectNode pod) {
    var arguments = new ArrayList<String>();
    for (String field : List.of("command", "args")) {
      pod.at("/spec/containers/0").path(field).forEach(a -> arguments.add(a.asText()));
    }
    return arguments;
  }

  private List<String> mesh(Topology.Node node) {
    return others(node).stream().map(Topology.Node::address).toList();
  }

  private List<Topology.Node> others(Topology.Node node) {
    return topology.nodes().stream()
        .filter(other -> other.cluster().equals(node.cluster()) && !other.equals(node))
        .toList();
  }

  private CiliumRouter cilium(Topology.Node node, NodeFiles files, String pod) {
    String ipam =
        store
            .get(ObjectKey.of(ResourceType.CONFIG_MAP, ClusterObjects.SYSTEM, "cilium-config"))
            .at("/data/ipam")
            .asText();
    return CiliumRouter.start(
        node,
        others(node),
        ipam,
        instanceOf(node, ipam),
        files,
        pod,
        neighbors -> report(node, neighbors));
  }

  /** The configuration may be gone meanwhile. */
  private void report(Topology.Node node, JsonNode neighbors) {
    ObjectKey key = ObjectKey.of(ResourceType.CILIUM_NODE_CONFIG, "", node.name());
    try {
      store.update(key, object -> CiliumNodeStatus.write(object, neighbors, Instant.now()));
    } catch (ApiException gone) {
      LOG.log(System.Logger.Level.DEBUG, "{0} has no configuration any more", node.name());
    }
  }

  private Optional<CiliumInstance> instanceOf(Topology.Node node, String ipam) {
    return store
        .find(ObjectKey.of(ResourceType.CILIUM_NODE_CONFIG, "", node.name()))
        .flatMap(
            config ->
                CiliumInstance.of(
                    config,
                    store.list(ResourceType.CILIUM_PEER_CONFIG, ""),
                    store.list(ResourceType.CILIUM_ADVERTISEMENT, ""),
                    name -> secrets.value(name, "password"),
                    new CiliumPrefixes(
                        store.get(ObjectKey.of(ResourceType.CILIUM_NODE, "", node.name())),
                        ipam,
                        store.list(ResourceType.CILIUM_POD_IP_POOL, ""))));
  }

  private CalicoPeers peersOf(Topology.Node node) {
    var resources =
        new CalicoPeers.Resources(
            store.list(ResourceType.BGP_PEER, ""),
            store.list(ResourceType.BGP_CONFIGURATION, ""),
            store.list(ResourceType.IP_POOL, ""),
            store.list(ResourceType.BGP_FILTER, ""),
            secrets::value);
    return CalicoPeers.of(node.name(), ofNode(node, "labels"), mesh(node), resources);
  }

  /** The labels or annotations of a node. */
  private Map<String, String> ofNode(Topology.Node node, String field) {
    Map<String, String> all = new HashMap<>();
    store
        .get(ObjectKey.of(ResourceType.NODE, "", node.name()))
        .path("metadata")
        .path(field)
        .properties()
        .forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    return all;
  }
}

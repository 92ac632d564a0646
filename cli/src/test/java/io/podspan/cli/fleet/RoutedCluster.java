package io.podspan.cli.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEntry;
import io.podspan.lab.api.ApiException;
import io.podspan.lab.api.ApiServer;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.Kubeconfig;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.Performance;
import io.podspan.lab.api.PodRuntime;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.ServerCertificate;
import io.podspan.lab.api.Tokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A cluster of which only the API is there, with a router on each node that is played. */
final class RoutedCluster {
  private static final String NAMESPACE = "kube-system";
  private static final long ASN = 64512;
  private static final long BEAT_MILLIS = 1_000;

  private final int index;
  private final Map<String, RoutedNode> nodes = new LinkedHashMap<>();
  private final ObjectStore store = new ObjectStore();
  private final ApiServer server;
  private final Vertx vertx;
  private final long beats;

  /**
   * @param size nodes
   * @param routes of every node but those that change
   * @param changing routes of each node that can change
   * @param credentials where its kubeconfig is written to
   */
  RoutedCluster(
      int index,
      int size,
      List<RouteEntry> routes,
      int changing,
      Path credentials,
      Vertx vertx,
      ServerCertificate certificate)
      throws IOException {
    this.index = index;
    this.vertx = vertx;
    create(ResourceType.NAMESPACE, "", NAMESPACE, "{}");
    for (int i = 1; i <= size; i++) {
      SimulatedNode node = SimulatedNode.of(index, i);
      nodes.put(node.name(), new RoutedNode(node, routes, changing));
      create(ResourceType.POD, NAMESPACE, "kube-router-" + node.name(), pod(node));
    }
    Tokens tokens = new Tokens();
    this.server =
        new ApiServer(vertx, certificate, store, new Routers(), tokens, ResourceType.BUILT_IN);
    new Kubeconfig(name(), server.start(), certificate.pem(), tokens.of(Identity.ADMIN))
        .write(credentials.resolve(name()));
    this.beats = vertx.setPeriodic(BEAT_MILLIS, _ -> nodes.values().forEach(RoutedNode::beat));
  }

  /** Routes to the pods of all nodes of so many clusters. */
  static List<RouteEntry> routes(int clusters, int nodes) {
    return IntStream.range(0, clusters)
        .boxed()
        .flatMap(c -> IntStream.rangeClosed(1, nodes).mapToObj(i -> SimulatedNode.of(c, i)))
        .map(node -> new RouteEntry(node.podCidr(), node.address()))
        .toList();
  }

  String name() {
    return Plan.cluster(index);
  }

  List<RoutedNode> nodes() {
    return List.copyOf(nodes.values());
  }

  /** As peering-service would have told it. */
  ClusterState state() {
    return new ClusterState(
        name(),
        Cni.KUBE_ROUTER,
        null,
        ASN,
        List.of(SimulatedNode.podCidr(index)),
        List.of(),
        IntStream.rangeClosed(1, nodes.size())
            .mapToObj(i -> SimulatedNode.of(index, i))
            .map(node -> new NodeState(node.name(), node.address(), List.of(node.podCidr())))
            .toList(),
        new AccessReference(name(), null));
  }

  void stop() {
    vertx.cancelTimer(beats);
    server.stop();
  }

  private void create(ResourceType type, String namespace, String name, String json) {
    ObjectNode whole = type.object(namespace, name);
    ObjectNode given = Json.literal(json);
    if (given.remove("metadata") instanceof ObjectNode more) {
      whole.withObject("/metadata").setAll(more);
    }
    whole.setAll(given);
    store.create(ObjectKey.of(type, namespace, name), whole);
  }

  private static String pod(SimulatedNode node) {
    return """
    {"metadata": {"labels": {"k8s-app": "kube-router"}},
     "spec": {"nodeName": "%s", "containers":
       [{"name": "kube-router", "image": "docker.io/cloudnativelabs/kube-router:v2.1.0"}]},
     "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}],
       "containerStatuses": [{"name": "kube-router", "ready": true, "containerID": "containerd://1",
         "state": {"running": {}}}]}}
    """
        .formatted(node.name());
  }

  /** What runs in the pods. */
  private final class Routers implements PodRuntime {
    @Override
    public Optional<Performance> plays(ObjectNode pod, List<String> command) {
      RoutedNode node = nodes.get(pod.at("/spec/nodeName").asText());
      return node == null ? Optional.empty() : Optional.of(stage -> node.play(command, stage));
    }

    @Override
    public List<String> enter(ObjectNode pod, List<String> command) {
      throw new ApiException(404, "NotFound", "no router is on this node");
    }

    @Override
    public Path logFile(ObjectNode pod) {
      throw new ApiException(403, "Forbidden", "these pods say nothing");
    }
  }
}

package io.podspan.peeringservice.paper;

import static io.podspan.testkit.Patience.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ApiServer;
import io.podspan.lab.api.Change;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.Kubeconfig;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.PodRuntime;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.ServerCertificate;
import io.podspan.lab.api.Tokens;
import io.podspan.lab.cluster.CiliumOperator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A cluster of which only the API is there: the lab's API server, and a DaemonSet controller and
 * kubelet of a few lines. Routers are what {@link Routers} makes of them.
 *
 * <p>It is long, because tests ask one thing for all that they do to a cluster and see of it.
 */
public final class PaperCluster implements AutoCloseable {
  public static final String NAMESPACE = "kube-system";

  /** Told when a node's router starts with these flags, and when it stops. */
  public interface Routers {
    void started(String node, String address, List<String> flags);

    void stopped(String node, String address);

    /** The cluster has this node. */
    default void node(String cluster, String node, String address, String podCidr) {}

    /** Calico's or Cilium's objects give this node these peers now. */
    default void peers(String address, List<String> peerIps) {}
  }

  /** No listener. */
  public static final Routers SILENT =
      new Routers() {
        @Override
        public void started(String node, String address, List<String> flags) {}

        @Override
        public void stopped(String node, String address) {}
      };

  private final String name;
  private final String daemonSet;
  private final Routers routers;
  private final Map<String, String> nodes = new java.util.LinkedHashMap<>();
  private final Map<String, List<String>> peers = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final ObjectStore store = new ObjectStore();
  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService control = Executors.newSingleThreadExecutor();
  private final ApiServer server;

  /**
   * @param cni kube-router, calico, cilium or another name of a DaemonSet
   * @param addresses as {@code 198.18.1.}
   */
  /**
   * Of two nodes, each with a running router. Its kubeconfig is among the credentials.
   *
   * @param n its pods are in 10.n.0.0/16, its services in 10.(100 + n).0.0/16
   * @param addresses its nodes are in 198.18.addresses.0/24
   */
  public static PaperCluster running(
      String name, String cni, int n, int addresses, Routers routers) {
    PaperCluster cluster =
        new PaperCluster(
            Infra.CREDENTIALS,
            name,
            cni,
            "10." + n + ".0.0/16",
            "10." + (100 + n) + ".0.0/16",
            "198.18." + addresses + ".",
            2,
            routers);
    await().until(() -> cluster.nodes().stream().allMatch(x -> cluster.podOn(x).isPresent()));
    return cluster;
  }

  public PaperCluster(
      Path credentials,
      String name,
      String cni,
      String podCidr,
      String serviceCidr,
      String addresses,
      int count,
      Routers routers) {
    this.name = name;
    this.daemonSet = cni.startsWith("calico") ? "calico-node" : cni;
    this.routers = routers;
    Tokens tokens = new Tokens();
    List<ResourceType> served = new ArrayList<>(ResourceType.BUILT_IN);
    switch (cni) {
      case "calico" -> served.addAll(ResourceType.CALICO);
      case "calico-older" ->
          served.addAll(
              ResourceType.CALICO.stream()
                  .filter(t -> !t.equals(ResourceType.BGP_FILTER))
                  .toList());
      case "calico-v3" -> served.addAll(ResourceType.CALICO_V3);
      case "cilium" -> served.addAll(ResourceType.CILIUM);
      default -> {}
    }
    try {
      Files.createDirectories(credentials);
      ServerCertificate certificate = ServerCertificate.in(credentials.getParent());
      server = new ApiServer(vertx, certificate, store, new NoExec(), tokens, served);
      store.listen(this::later);
      fill(cni, podCidr, serviceCidr, addresses, count);
      int port = server.start();
      write(credentials.resolve(name), port, certificate, tokens, Identity.ADMIN);
      write(credentials.resolve(name + "-readonly"), port, certificate, tokens, Identity.READ_ONLY);
      write(credentials.resolve(name + "-norights"), port, certificate, tokens, Identity.NOBODY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void later(Change change) {
    try {
      control.execute(() -> react(change));
    } catch (RejectedExecutionException e) {
      // The cluster is being taken down.
    }
  }

  private static final class NoExec implements PodRuntime {
    @Override
    public List<String> enter(ObjectNode pod, List<String> command) {
      if (command.contains("podspan-routes")) {
        // There are no kernels here, so no routes are left in them.
        return List.of("echo", "== done");
      }
      throw new UnsupportedOperationException("nothing runs here");
    }

    @Override
    public Path logFile(ObjectNode pod) {
      throw new UnsupportedOperationException("nothing runs here");
    }
  }

  private void write(
      Path file, int port, ServerCertificate certificate, Tokens tokens, Identity identity)
      throws IOException {
    new Kubeconfig(name, port, certificate.pem(), tokens.of(identity)).write(file);
  }

  private void fill(String cni, String podCidr, String serviceCidr, String addresses, int count) {
    create(ResourceType.NAMESPACE, "", NAMESPACE, "{}");
    create(ResourceType.NAMESPACE, "", "default", "{}");
    create(
        ResourceType.CONFIG_MAP,
        NAMESPACE,
        "kubeadm-config",
        """
        {"data": {"ClusterConfiguration": "networking:\\n  podSubnet: %s\\n  serviceSubnet: %s\\n"}}
        """
            .formatted(podCidr, serviceCidr));
    if (cni.equals("cilium")) {
      create(
          ResourceType.CONFIG_MAP,
          NAMESPACE,
          "cilium-config",
          """
          {"data": {"enable-bgp-control-plane": "true", "ipam": "cluster-pool",
            "cluster-pool-ipv4-cidr": "%s", "enable-ipv4-masquerade": "false"}}
          """
              .formatted(podCidr));
    }
    String start = podCidr.substring(0, podCidr.indexOf('.', podCidr.indexOf('.') + 1));
    for (int i = 1; i <= count; i++) {
      String node = name + "-" + i;
      nodes.put(node, addresses + (10 + i));
      routers.node(name, node, addresses + (10 + i), start + "." + i + ".0/24");
      createNode(node, start + "." + i + ".0/24", addresses + (10 + i));
    }
    create(
        ResourceType.DAEMON_SET,
        NAMESPACE,
        daemonSet,
        """
        {"spec": {"selector": {"matchLabels": {"k8s-app": "%1$s"}},
          "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}},
          "template": {"metadata": {"labels": {"k8s-app": "%1$s"}},
            "spec": {"containers": [{"name": "%1$s", "image": "docker.io/net/%1$s:v2.1.0",
              "args": [%2$s]}]}}}}
        """
            .formatted(
                daemonSet,
                cni.equals("kube-router")
                    ? "\"--run-router=true\", \"--enable-pod-egress=false\""
                    : ""));
  }

  private void createNode(String node, String podCidr, String address) {
    create(
        ResourceType.NODE,
        "",
        node,
        """
        {"metadata": {"labels": {"kubernetes.io/hostname": "%3$s"}},
         "spec": {"podCIDR": "%1$s", "podCIDRs": ["%1$s"]},
         "status": {"addresses": [{"type": "InternalIP", "address": "%2$s"}],
                    "conditions": [{"type": "Ready", "status": "True"}]}}
        """
            .formatted(podCidr, address, node));
    if (daemonSet.equals("cilium")) {
      create(
          ResourceType.CILIUM_NODE,
          "",
          node,
          """
          {"metadata": {"labels": {"kubernetes.io/hostname": "%s"}},
           "spec": {"ipam": {"podCIDRs": ["%s"]}}}
          """
              .formatted(node, podCidr));
    }
  }

  /** A node joins; the DaemonSet's pod comes by itself. */
  public void addNode(String node, String podCidr, String address) {
    synchronized (nodes) {
      nodes.put(node, address);
    }
    routers.node(name, node, address, podCidr);
    createNode(node, podCidr, address);
  }

  /** A node is deleted, and its pod with it. */
  public void removeNode(String node) {
    String address = nodes.get(node);
    synchronized (nodes) {
      nodes.remove(node);
    }
    removePod(node);
    store.remove(ObjectKey.of(ResourceType.NODE, "", node));
    routers.stopped(node, address);
  }

  public void create(ResourceType type, String namespace, String object, String json) {
    ObjectNode whole = type.object(namespace, object);
    whole.setAll(Json.literal(json));
    ObjectNode metadata = type.object(namespace, object).withObject("/metadata");
    if (Json.literal(json).path("metadata") instanceof ObjectNode given) {
      metadata.setAll(given);
    }
    whole.set("metadata", metadata);
    store.create(ObjectKey.of(type, namespace, object), whole);
  }

  public ObjectStore store() {
    return store;
  }

  public String name() {
    return name;
  }

  public List<String> nodes() {
    synchronized (nodes) {
      return List.copyOf(nodes.keySet());
    }
  }

  public String address(String node) {
    return nodes.get(node);
  }

  public ObjectKey daemonSetKey() {
    return ObjectKey.of(ResourceType.DAEMON_SET, NAMESPACE, daemonSet);
  }

  public ObjectNode daemonSet() {
    return store.get(daemonSetKey());
  }

  public List<String> flags() {
    List<String> flags = new ArrayList<>();
    daemonSet().at("/spec/template/spec/containers/0/args").forEach(a -> flags.add(a.asText()));
    return flags;
  }

  /** The flags that the router of this node runs with. */
  public List<String> flagsOn(String node) {
    List<String> flags = new ArrayList<>();
    pods(node).getFirst().at("/spec/containers/0/args").forEach(a -> flags.add(a.asText()));
    return flags;
  }

  public String strategy() {
    return daemonSet().at("/spec/updateStrategy/type").asText();
  }

  /** The uid of the pod on a node, empty when there is none. */
  public Optional<String> podOn(String node) {
    return pods(node).stream().map(p -> p.at("/metadata/uid").asText()).findFirst();
  }

  /** New pods of this node never become Ready. */
  public void breakNode(String node) {
    broken.add(node);
  }

  public void mendNode(String node) {
    broken.remove(node);
  }

  public void setReady(String node, boolean ready) {
    store.update(
        ObjectKey.of(ResourceType.NODE, "", node),
        object -> {
          ObjectNode condition = (ObjectNode) object.at("/status/conditions/0");
          condition.put("status", ready ? "True" : "False").put("message", "kubelet stopped");
          return object;
        });
  }

  public void removePod(String node) {
    pods(node)
        .forEach(
            p ->
                store.remove(
                    ObjectKey.of(ResourceType.POD, NAMESPACE, p.at("/metadata/name").asText())));
  }

  private List<ObjectNode> pods(String node) {
    return store.list(ResourceType.POD, NAMESPACE).stream()
        .filter(p -> p.at("/spec/nodeName").asText().equals(node))
        .toList();
  }

  private void react(Change change) {
    if (change.key().type().equals(ResourceType.POD) && change.after() != null) {
      end(change.key(), change.after());
    }
    if (change.key().type().equals(ResourceType.BGP_PEER)) {
      nodes().forEach(node -> tellPeers(node, ofCalico(node)));
    }
    if (ResourceType.CILIUM.contains(change.key().type())) {
      new CiliumOperator(store).reconcile();
      nodes().forEach(node -> tellPeers(node, ofCilium(node)));
    }
    reconcile();
  }

  private List<String> ofCalico(String node) {
    return store.list(ResourceType.BGP_PEER, "").stream()
        .filter(peer -> peer.at("/spec/node").asText(node).equals(node))
        .map(peer -> peer.at("/spec/peerIP").asText())
        .distinct()
        .toList();
  }

  private List<String> ofCilium(String node) {
    return store
        .find(ObjectKey.of(ResourceType.CILIUM_NODE_CONFIG, "", node))
        .map(config -> config.at("/spec/bgpInstances/0/peers").findValuesAsText("peerAddress"))
        .orElse(List.of());
  }

  /** A router is told only what is new to it. */
  private void tellPeers(String node, List<String> now) {
    List<String> before = peers.put(node, now);
    if (!now.equals(before == null ? List.of() : before)) {
      routers.peers(address(node), now);
    }
  }

  private void end(ObjectKey key, ObjectNode pod) {
    if (pod.at("/metadata").has("deletionTimestamp") && store.find(key).isPresent()) {
      store.remove(key);
      String node = pod.at("/spec/nodeName").asText();
      routers.stopped(node, nodes.get(node));
    }
  }

  private void reconcile() {
    Optional<ObjectNode> found = store.find(daemonSetKey());
    if (found.isEmpty()) {
      return;
    }
    ObjectNode set = found.get();
    String hash = Integer.toHexString(set.at("/spec/template").hashCode());
    keepRevision(set, hash);
    for (String node : nodes()) {
      List<ObjectNode> there = pods(node);
      if (there.isEmpty()) {
        start(set, node, hash);
      } else if (set.at("/spec/updateStrategy/type").asText().equals("RollingUpdate")
          && !there
              .getFirst()
              .at("/metadata/labels/controller-revision-hash")
              .asText()
              .equals(hash)) {
        store.remove(
            ObjectKey.of(
                ResourceType.POD, NAMESPACE, there.getFirst().at("/metadata/name").asText()));
        routers.stopped(node, nodes.get(node));
      }
    }
    store.update(
        daemonSetKey(),
        s -> {
          s.withObject("/status").put("observedGeneration", s.at("/metadata/generation").asLong());
          return s;
        });
  }

  private void keepRevision(ObjectNode set, String hash) {
    ObjectKey key = ObjectKey.of(ResourceType.CONTROLLER_REVISION, NAMESPACE, daemonSet + hash);
    long highest =
        store.list(ResourceType.CONTROLLER_REVISION, NAMESPACE).stream()
            .mapToLong(r -> r.path("revision").asLong())
            .max()
            .orElse(0);
    if (store.find(key).isEmpty()) {
      create(
          ResourceType.CONTROLLER_REVISION,
          NAMESPACE,
          daemonSet + hash,
          """
          {"revision": %d, "metadata": {"labels":
            {"k8s-app": "%s", "controller-revision-hash": "%s"},
            "ownerReferences": [{"uid": "%s"}]}}
          """
              .formatted(highest + 1, daemonSet, hash, set.at("/metadata/uid").asText()));
    } else {
      store.update(
          key, r -> r.path("revision").asLong() == highest ? r : r.put("revision", highest + 1));
    }
  }

  private void start(ObjectNode set, String node, String hash) {
    boolean ready = !broken.contains(node);
    String pod = daemonSet + "-" + Long.toHexString(System.nanoTime());
    create(
        ResourceType.POD,
        NAMESPACE,
        pod,
        """
        {"metadata": {"labels": {"k8s-app": "%s", "controller-revision-hash": "%s"},
           "ownerReferences": [{"uid": "%s"}]},
         "spec": {"nodeName": "%s", "containers": %s},
         "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "%s"}],
           "containerStatuses": [{"name": "r", "ready": %b, "state": %s}]}}
        """
            .formatted(
                daemonSet,
                hash,
                set.at("/metadata/uid").asText(),
                node,
                Json.write(set.at("/spec/template/spec/containers")),
                ready ? "True" : "False",
                ready,
                ready ? "{\"running\": {}}" : "{\"waiting\": {\"reason\": \"CrashLoopBackOff\"}}"));
    if (ready) {
      routers.started(node, nodes.get(node), withPeersOf(node));
    }
  }

  /**
   * Its flags; if they name no peer, those of the node's annotations, as kube-router reads them.
   */
  private List<String> withPeersOf(String node) {
    List<String> flags = flags();
    String annotated = annotation(node, "kube-router.io/peer.ips");
    if (!annotated.isEmpty() && flags.stream().noneMatch(f -> f.startsWith("--peer-router-ips"))) {
      flags.add("--peer-router-ips=" + annotated);
    }
    return flags;
  }

  /** Empty if the node has none of this name. */
  public String annotation(String node, String name) {
    return store
        .get(ObjectKey.of(ResourceType.NODE, "", node))
        .path("metadata")
        .path("annotations")
        .path(name)
        .asText("");
  }

  /** A second call does nothing. */
  @Override
  public void close() {
    if (control.isShutdown()) {
      return;
    }
    server.stop();
    control.shutdown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

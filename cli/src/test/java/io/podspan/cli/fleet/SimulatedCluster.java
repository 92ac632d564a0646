package io.podspan.cli.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ApiException;
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
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A cluster of kube-router of which only the API is there. A pod that is deleted is gone at once,
 * and its successor is Ready at once. It does for one change what that change needs, so that it
 * takes little of the time that is measured.
 */
final class SimulatedCluster {
  private static final String NAMESPACE = "kube-system";
  private static final ObjectKey DAEMON_SET =
      ObjectKey.of(ResourceType.DAEMON_SET, NAMESPACE, "kube-router");

  private final int index;
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> restarts = new ConcurrentHashMap<>();
  private final ObjectStore store = new ObjectStore();
  private final Vertx vertx;
  private final ServerCertificate certificate;
  private final Tokens tokens = new Tokens();
  private final Executor control;
  private final Reports reports;
  private long pods;
  private String hash = "";
  private ApiServer server;
  private final int port;

  /**
   * @param credentials where its kubeconfig is written to
   * @param control one thread for the controllers of all clusters
   */
  SimulatedCluster(
      int index,
      Plan plan,
      Path credentials,
      Vertx vertx,
      ServerCertificate certificate,
      Executor control,
      Reports reports)
      throws IOException {
    this.index = index;
    this.vertx = vertx;
    this.certificate = certificate;
    this.control = control;
    this.reports = reports;
    fill(plan);
    store.listen(change -> control.execute(() -> react(change)));
    this.server = server();
    this.port = server.start();
    new Kubeconfig(name(), port, certificate.pem(), tokens.of(Identity.ADMIN))
        .write(credentials.resolve(name()));
  }

  private ApiServer server() {
    return new ApiServer(vertx, certificate, store, new Answers(), tokens, ResourceType.BUILT_IN);
  }

  String name() {
    return Plan.cluster(index);
  }

  Iterable<SimulatedNode> nodes() {
    return nodes.values();
  }

  /** How often each router was started again. */
  Map<String, Integer> restarts() {
    return Map.copyOf(restarts);
  }

  /** How often somebody changed the spec of the DaemonSet. */
  long generation() {
    return store.get(DAEMON_SET).at("/metadata/generation").asLong();
  }

  String strategy() {
    return store.get(DAEMON_SET).at("/spec/updateStrategy/type").asText();
  }

  /** All connections end, and who watches from before gets 410. */
  void restartServer() {
    server.stop();
    store.forgetChanges();
    server = server();
    server.start(port);
  }

  void stop() {
    server.stop();
  }

  /** From now on changes are made only when this says so. */
  void delay(ApiServer.Delay delay) {
    server.delay(delay);
  }

  /** Somebody takes the reflector's flags away. */
  void edit() {
    store.update(
        DAEMON_SET,
        set -> {
          set.withArray("/spec/template/spec/containers/0/args")
              .removeIf(flag -> flag.asText().startsWith("--peer-router"));
          return set;
        });
  }

  boolean namesReflector() {
    return Objects.namesReflector(store.get(DAEMON_SET));
  }

  private void fill(Plan plan) {
    create(ResourceType.NAMESPACE, "", NAMESPACE, "{}");
    create(ResourceType.NAMESPACE, "", "default", "{}");
    create(
        ResourceType.CONFIG_MAP,
        NAMESPACE,
        "kubeadm-config",
        """
        {"data": {"ClusterConfiguration": "networking:\\n  podSubnet: %s\\n  serviceSubnet: %s\\n"}}
        """
            .formatted(SimulatedNode.podCidr(index), SimulatedNode.serviceCidr(index)));
    create(ResourceType.DAEMON_SET, NAMESPACE, "kube-router", Objects.daemonSet(plan.batch()));
    hash = hash();
    keepRevision(1);
    for (int i = 1; i <= plan.nodes(); i++) {
      SimulatedNode node = SimulatedNode.of(index, i);
      nodes.put(node.name(), node);
      create(ResourceType.NODE, "", node.name(), Objects.node(node));
      startPod(node);
    }
    setStatus();
  }

  private void create(ResourceType type, String namespace, String object, String json) {
    ObjectNode whole = type.object(namespace, object);
    ObjectNode given = Json.literal(json);
    ObjectNode metadata = whole.withObject("/metadata");
    if (given.remove("metadata") instanceof ObjectNode more) {
      metadata.setAll(more);
    }
    whole.setAll(given);
    store.create(ObjectKey.of(type, namespace, object), whole);
  }

  private void react(Change change) {
    if (change.after() == null) {
      return;
    }
    if (change.key().equals(DAEMON_SET)) {
      long generation = change.after().at("/metadata/generation").asLong();
      if (generation != change.after().at("/status/observedGeneration").asLong()) {
        keepRevision(generation);
        setStatus();
      }
    } else if (change.key().type().equals(ResourceType.POD)
        && change.after().at("/metadata").has("deletionTimestamp")) {
      renew(change.key(), change.after());
    }
  }

  private void renew(ObjectKey key, ObjectNode pod) {
    SimulatedNode node = nodes.get(pod.at("/spec/nodeName").asText());
    store.remove(key);
    reports.stopped(node);
    restarts.merge(node.name(), 1, Integer::sum);
    startPod(node);
    setStatus();
    if (Objects.namesReflector(store.get(DAEMON_SET))) {
      reports.started(node);
    } else {
      reports.left(node);
    }
  }

  private String hash() {
    return Integer.toHexString(store.get(DAEMON_SET).at("/spec/template").hashCode());
  }

  private void keepRevision(long number) {
    hash = hash();
    ObjectKey key =
        ObjectKey.of(ResourceType.CONTROLLER_REVISION, NAMESPACE, "kube-router-" + hash);
    if (store.find(key).isPresent()) {
      store.update(key, revision -> revision.put("revision", number));
    } else {
      create(
          ResourceType.CONTROLLER_REVISION,
          NAMESPACE,
          key.name(),
          Objects.revision(number, hash, uid()));
    }
  }

  private String uid() {
    return store.get(DAEMON_SET).at("/metadata/uid").asText();
  }

  private void startPod(SimulatedNode node) {
    String name = "kube-router-" + node.name() + "-" + ++pods;
    create(
        ResourceType.POD,
        NAMESPACE,
        name,
        Objects.pod(node, hash, uid(), store.get(DAEMON_SET).at("/spec/template/spec/containers")));
  }

  private void setStatus() {
    long updated =
        store.list(ResourceType.POD, NAMESPACE).stream()
            .filter(p -> p.at("/metadata/labels/controller-revision-hash").asText().equals(hash))
            .count();
    store.update(
        DAEMON_SET,
        set -> {
          set.putObject("status")
              .put("observedGeneration", set.at("/metadata/generation").asLong())
              .put("desiredNumberScheduled", nodes.size())
              .put("currentNumberScheduled", nodes.size())
              .put("numberReady", nodes.size())
              .put("numberAvailable", nodes.size())
              .put("updatedNumberScheduled", updated);
          return set;
        });
  }

  /** Routers say what they are asked in a rehearsal, and nothing else. */
  private static final class Answers implements PodRuntime {
    @Override
    public List<String> enter(ObjectNode pod, List<String> command) {
      if (command.contains("podspan-reach")) {
        String address = pod.at("/status/hostIP").asText();
        return List.of(
            "printf",
            "== 0 bash 0\\n\\n== links\\n2: eth0: <UP> mtu 1500\\n    inet %s/24\\n== links 0\\n",
            address);
      }
      if (command.contains("podspan-routes")) {
        // There are no kernels here, so no routes are left in them.
        return List.of("echo", "== done");
      }
      throw new ApiException(403, "Forbidden", "nothing runs in these pods");
    }

    @Override
    public Path logFile(ObjectNode pod) {
      throw new ApiException(403, "Forbidden", "nothing runs in these pods");
    }
  }
}

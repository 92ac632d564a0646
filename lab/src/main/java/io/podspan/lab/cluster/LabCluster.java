package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ApiServer;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.Kubeconfig;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.ServerCertificate;
import io.podspan.lab.api.Tokens;
import io.podspan.lab.network.Topology;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/** A running cluster: API, controllers, nodes. */
public final class LabCluster {
  private static final System.Logger LOG = System.getLogger(LabCluster.class.getName());

  private final ClusterSpec spec;
  private final List<Topology.Node> nodes;
  private final ObjectStore store = new ObjectStore();
  private final Tokens tokens = new Tokens();
  private final ScheduledExecutorService control;
  private final ServerCertificate certificate;
  private final DaemonSetController controller;
  private final Kubelet kubelet;
  private final ApiServer server;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  /**
   * @param control the thread that owns controllers and kubelets of the whole lab
   * @param folder for configurations and logs of the nodes
   */
  public LabCluster(
      ClusterSpec spec,
      Topology topology,
      Vertx vertx,
      ScheduledExecutorService control,
      ServerCertificate certificate,
      Path folder,
      Duration restartBackOff) {
    this.spec = spec;
    this.nodes =
        topology.nodes().stream().filter(node -> node.cluster().equals(spec.name())).toList();
    this.control = control;
    this.certificate = certificate;
    this.controller = new DaemonSetController(store);
    this.kubelet =
        new Kubelet(
            store,
            new RouterLauncher(spec.cni(), topology, store),
            control,
            BackOff.from(restartBackOff),
            folder,
            nodes);
    this.server = new ApiServer(vertx, certificate, store, kubelet, tokens, spec.cni().served());
  }

  /**
   * Fills the API, starts routers and listens.
   *
   * @param kubeconfigs folder for one kubeconfig per identity; only the administrator's is named
   *     like the cluster alone
   */
  public void start(Path kubeconfigs) throws IOException {
    store.listen(change -> later(change.key()));
    new ClusterObjects(store, spec).create(nodes);
    int port = server.start();
    write(kubeconfigs.resolve(spec.name()), port, Identity.ADMIN);
    write(kubeconfigs.resolve(spec.name() + "-readonly"), port, Identity.READ_ONLY);
    write(kubeconfigs.resolve(spec.name() + "-norights"), port, Identity.NOBODY);
  }

  /** Completes when every pod, routers included, runs for the first time. */
  public CompletableFuture<Void> ready() {
    return ready;
  }

  public void stop() {
    server.stop();
  }

  public ClusterSpec spec() {
    return spec;
  }

  public List<Topology.Node> nodes() {
    return nodes;
  }

  /**
   * Kills the router process of a node, as a fault would. Its kubelet starts it again after the
   * back-off.
   *
   * @param argument the start of one of its arguments; empty to accept any
   * @return false when none was running
   */
  public boolean killRouter(String node, String argument) {
    return kubelet.killRouter(node, argument);
  }

  private void write(Path file, int port, Identity identity) throws IOException {
    new Kubeconfig(spec.name(), port, certificate.pem(), tokens.of(identity)).write(file);
  }

  private void completeWhenReady() {
    if (!ready.isDone()) {
      List<ObjectNode> pods = store.list(ResourceType.POD, "");
      boolean all = pods.size() == nodes.size() * (1 + spec.podsPerNode());
      if (all && pods.stream().allMatch(PodStatus::isReady)) {
        ready.complete(null);
      }
    }
  }

  /** Called inside the store's lock, so it only queues. */
  private void later(ObjectKey key) {
    try {
      control.execute(() -> react(key));
    } catch (RejectedExecutionException e) {
      // The lab is being taken down.
    }
  }

  private void react(ObjectKey key) {
    try {
      ResourceType type = key.type();
      if (type.equals(ResourceType.POD)) {
        kubelet.sync(key);
        controller.reconcile();
        completeWhenReady();
      } else if (type.equals(ResourceType.DAEMON_SET)) {
        controller.reconcile();
      } else if (ResourceType.CILIUM.contains(type)
          || (spec.cni() == CniStyle.CILIUM && type.equals(ResourceType.SECRET))) {
        new CiliumOperator(store).reconcile();
        kubelet.reconfigure();
      } else if (ResourceType.CALICO.contains(type)
          || type.equals(ResourceType.SECRET)
          || type.equals(ResourceType.NODE)) {
        kubelet.reconfigure();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "cluster " + spec.name() + " cannot follow " + key, e);
    }
  }
}

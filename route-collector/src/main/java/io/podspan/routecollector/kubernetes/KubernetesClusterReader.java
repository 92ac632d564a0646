package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.route.ClusterReader;
import io.podspan.routecollector.route.NodeReader;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.ReadOutcome.RouterDown;
import io.podspan.routecollector.route.ReadOutcome.Unreadable;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.routers.SupportedRouters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads nodes by exec in the pods of their routers, a limited number at a time. */
@ApplicationScoped
public class KubernetesClusterReader implements ClusterReader, NodeReader {
  private final ClusterClients clients;
  private final KnownRouters routers;
  private final Semaphore places;
  private final KeptRules rules = new KeptRules(System::nanoTime);
  private final Turns turns = new Turns();

  @Inject
  public KubernetesClusterReader(
      ClusterClients clients,
      KnownRouters routers,
      @ConfigProperty(name = "podspan.collector.parallel-reads", defaultValue = "4") int parallel) {
    this.clients = clients;
    this.routers = routers;
    this.places = new Semaphore(parallel);
  }

  @Override
  public void read(ClusterState cluster, BiConsumer<String, ReadOutcome> perNode) {
    Optional<RouterKind> kind = SupportedRouters.of(cluster.cni());
    if (kind.isEmpty()) {
      all(cluster, "the collector cannot read routers of " + cluster.cni().text(), perNode);
      return;
    }
    try {
      KubernetesClient client = clients.client(cluster.access());
      read(cluster, client, kind.get(), perNode);
    } catch (UnusableAccessException e) {
      all(cluster, e.getMessage() + " " + e.nextStep(), perNode);
    } catch (KubernetesClientException e) {
      all(cluster, clients.inWords(e, "list pods of " + kind.get().podName()), perNode);
    }
  }

  private static void all(
      ClusterState cluster, String why, BiConsumer<String, ReadOutcome> perNode) {
    cluster.nodes().forEach(node -> perNode.accept(node.name(), new Unreadable(why)));
  }

  private void read(
      ClusterState cluster,
      KubernetesClient client,
      RouterKind kind,
      BiConsumer<String, ReadOutcome> perNode) {
    Map<String, Found> found = routers.list(cluster.name(), client, kind);
    turns.keep(cluster.name(), cluster.nodes().stream().map(NodeState::name).toList());
    // Closing waits for all of these threads.
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (NodeState node : cluster.nodes()) {
        Found router = found.get(node.name());
        executor.execute(
            () ->
                turns.take(
                    cluster.name(),
                    node.name(),
                    () -> perNode.accept(node.name(), outcome(client, kind, node, router))));
      }
    }
  }

  /** In the pod where the router was found last. */
  @Override
  public void read(ClusterState cluster, String node, Consumer<ReadOutcome> outcome) {
    turns.take(cluster.name(), node, () -> outcome.accept(found(cluster, node)));
  }

  private ReadOutcome found(ClusterState cluster, String name) {
    Optional<RouterKind> kind = SupportedRouters.of(cluster.cni());
    Optional<NodeState> node =
        cluster.nodes().stream().filter(n -> n.name().equals(name)).findFirst();
    Optional<Found> router = routers.last(cluster.name(), name);
    if (kind.isEmpty() || node.isEmpty() || router.isEmpty()) {
      return new Unreadable("no router of " + name + " is known");
    }
    try {
      KubernetesClient client = clients.client(cluster.access());
      // The change may be one of the rules.
      rules.forget(router.get().start());
      return withoutStart(
          inTurn(
              new NodeCommands(
                  client,
                  router.get().container(),
                  kind.get(),
                  node.get(),
                  router.get().start(),
                  rules)));
    } catch (UnusableAccessException e) {
      return new Unreadable(e.getMessage() + " " + e.nextStep());
    }
  }

  private ReadOutcome outcome(
      KubernetesClient client, RouterKind kind, NodeState node, @Nullable Found router) {
    if (router == null) {
      return new Unreadable("no " + kind.podName() + " pod runs on " + node.name());
    }
    return router.trouble() == null
        ? inTurn(new NodeCommands(client, router.container(), kind, node, router.start(), rules))
        : new RouterDown(
            "the router of %s does not run, %s (%s)"
                .formatted(node.name(), router.trouble(), router.container()));
  }

  /** Which start of the router it is was found out by who listed it, and may be an older one. */
  private static ReadOutcome withoutStart(ReadOutcome outcome) {
    return outcome instanceof ReadOutcome.Read(NodeTables tables)
        ? new ReadOutcome.Read(tables.ofUnknownStart())
        : outcome;
  }

  private ReadOutcome inTurn(NodeCommands commands) {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unreadable("the collector is stopping");
    }
    try {
      return commands.outcome();
    } finally {
      places.release();
    }
  }
}

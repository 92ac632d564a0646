package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecBudget.Place;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.routecollector.kubernetes.ExecPlaces.Purpose;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads nodes by exec in the pods of their routers, within the budget. */
@ApplicationScoped
public class KubernetesClusterReader implements ClusterReader, NodeReader {
  private final ClusterClients clients;
  private final KnownRouters routers;
  private final ExecPlaces places;
  private final KeptRules rules = new KeptRules(System::nanoTime);
  private final Turns turns = new Turns();

  @Inject
  public KubernetesClusterReader(ClusterClients clients, KnownRouters routers, ExecPlaces places) {
    this.clients = clients;
    this.routers = routers;
    this.places = places;
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
        executor.execute(
            () ->
                look(
                    cluster.name(),
                    client,
                    kind,
                    node,
                    found.get(node.name()),
                    outcome -> perNode.accept(node.name(), outcome)));
      }
    }
  }

  /** In the pod where the router was found last. */
  @Override
  public void read(ClusterState cluster, String node, Consumer<ReadOutcome> outcome) {
    inTurn(cluster.name(), node, Purpose.CHANGE, place -> changed(cluster, node, place), outcome);
  }

  private ReadOutcome changed(ClusterState cluster, String name, Place place) {
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
          outcome(
              shell(cluster.name(), Purpose.CHANGE, client, router.get(), place),
              kind.get(),
              node.get(),
              router.get()));
    } catch (UnusableAccessException e) {
      return new Unreadable(e.getMessage() + " " + e.nextStep());
    }
  }

  /** In a round. */
  private void look(
      String cluster,
      KubernetesClient client,
      RouterKind kind,
      NodeState node,
      @Nullable Found router,
      Consumer<ReadOutcome> told) {
    if (router != null && router.trouble() == null) {
      inTurn(
          cluster,
          node.name(),
          Purpose.ROUND,
          place ->
              outcome(shell(cluster, Purpose.ROUND, client, router, place), kind, node, router),
          told);
      return;
    }
    ReadOutcome none =
        router == null
            ? new Unreadable("no " + kind.podName() + " pod runs on " + node.name())
            : new RouterDown(
                "the router of %s does not run, %s (%s)"
                    .formatted(node.name(), router.trouble(), router.container()));
    turns.take(cluster, node.name(), () -> told.accept(none));
  }

  /** Which start of the router it is was found out by who listed it, and may be an older one. */
  private static ReadOutcome withoutStart(ReadOutcome outcome) {
    return outcome instanceof ReadOutcome.Read(NodeTables tables)
        ? new ReadOutcome.Read(tables.ofUnknownStart())
        : outcome;
  }

  /**
   * With a place, in the node's turn. The place comes first: a look of a round that waits for one
   * must not keep a change of its node from waiting among the changes. Who has the turn waits for
   * no place, so that who has a place gets the turn.
   */
  private void inTurn(
      String cluster,
      String node,
      Purpose purpose,
      Function<Place, ReadOutcome> look,
      Consumer<ReadOutcome> told) {
    try (Place place = places.take(cluster, purpose)) {
      turns.take(
          cluster,
          node,
          () -> {
            ReadOutcome outcome = look.apply(place);
            place.close();
            told.accept(outcome);
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      turns.take(cluster, node, () -> told.accept(new Unreadable("the collector is stopping")));
    }
  }

  private RouterShell shell(
      String cluster, Purpose purpose, KubernetesClient client, Found router, Place place) {
    return new RouterShell(
        client, router.container(), () -> places.further(place, cluster, purpose));
  }

  private ReadOutcome outcome(RouterShell shell, RouterKind kind, NodeState node, Found router) {
    return new NodeCommands(shell, kind, node, router.start(), rules).outcome();
  }
}

package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.Asked;
import io.podspan.routecollector.check.CheckScript;
import io.podspan.routecollector.check.Finding;
import io.podspan.routecollector.check.NodeLooker;
import io.podspan.routecollector.check.Unknown;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.routers.SupportedRouters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Looks at a node by one exec in the pod of its router, and asks the API server why it cannot. */
@ApplicationScoped
public class KubernetesNodeLooker implements NodeLooker {
  private static final Duration API = Duration.ofSeconds(5);
  private static final Duration SCRIPT = Duration.ofSeconds(6);

  /** Of a node that its cluster calls dead. */
  private static final Duration SHORTER = Duration.ofSeconds(2);

  /** A router that is asked for its sessions answers in a tenth of it. */
  private static final Duration ROUTER = Duration.ofSeconds(3);

  private final ClusterClients clients;
  private final KnownRouters routers;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  public KubernetesNodeLooker(ClusterClients clients, KnownRouters routers) {
    this.clients = clients;
    this.routers = routers;
  }

  @Override
  public Look look(ClusterState cluster, Asked asked) {
    Optional<RouterKind> kind = SupportedRouters.of(cluster.cni());
    if (kind.isEmpty()) {
      return unknown("the collector cannot read routers of " + cluster.cni().text());
    }
    try {
      KubernetesClient client = clients.client(cluster.access());
      return new One(client, cluster, kind.get(), asked).look();
    } catch (UnusableAccessException e) {
      return unknown(e.getMessage() + " " + e.nextStep());
    }
  }

  private static NotSeen unknown(String why) {
    return new NotSeen(List.of(), List.of(new Unknown("the node", why)));
  }

  /** The router of a node, with its pod as it is now. */
  private record Router(Found found, Pod pod) {}

  /** An answer of the API server, or why there is none. */
  private record Said<T>(@Nullable T value, @Nullable Finding refusal) {}

  /** One look. */
  private final class One {
    private final KubernetesClient client;
    private final ClusterState cluster;
    private final RouterKind kind;
    private final Asked asked;
    private final List<Unknown> unknown = new ArrayList<>();

    One(KubernetesClient client, ClusterState cluster, RouterKind kind, Asked asked) {
      this.client = client;
      this.cluster = cluster;
      this.kind = kind;
      this.asked = asked;
    }

    Look look() {
      Future<Said<Node>> asking = executor.submit(() -> said("get nodes", this::node));
      Said<Router> router = said("get pods of " + kind.podName(), this::router);
      if (router.refusal() != null) {
        return new NotSeen(List.of(router.refusal()), List.of());
      }
      Optional<Finding> dead = dead(asking);
      Router found = router.value();
      return found == null
          ? notSeen(dead, Optional.of(noRouter()))
          : found.found().trouble() == null
              ? ask(found, dead)
              : notSeen(dead, Optional.of(NodeHealth.stopped(found.found(), found.pod())));
    }

    private Node node() {
      return client.nodes().withName(asked.node()).get();
    }

    /** Where it was last, else wherever it is now. */
    private @Nullable Router router() {
      return routers
          .last(cluster.name(), asked.node())
          .flatMap(this::again)
          .or(() -> Optional.ofNullable(listed()))
          .orElse(null);
    }

    private @Nullable Router listed() {
      Found found = routers.list(cluster.name(), client, kind).get(asked.node());
      return found == null ? null : again(found).orElse(null);
    }

    private Optional<Router> again(Found last) {
      Pod pod =
          client
              .pods()
              .inNamespace(last.container().namespace())
              .withName(last.container().pod())
              .get();
      return Optional.ofNullable(pod)
          .flatMap(p -> RouterPods.found(p, kind).map(found -> new Router(found, p)));
    }

    private Finding noRouter() {
      return new Finding(
          new PathReason.RouterStopped(
              asked.node(), null, "no " + kind.podName() + " pod is on it"),
          List.of());
    }

    private <T> Said<T> said(String call, Callable<@Nullable T> question) {
      Future<@Nullable T> answer = executor.submit(question);
      try {
        return new Said<>(answer.get(API.toMillis(), TimeUnit.MILLISECONDS), null);
      } catch (TimeoutException e) {
        answer.cancel(true);
        return away("it did not answer within " + API.toMillis() + " ms");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return away("the collector is stopping");
      } catch (ExecutionException e) {
        return e.getCause() instanceof KubernetesClientException fault
            ? refused(fault, call)
            : away("it could not be asked");
      }
    }

    private <T> Said<T> refused(KubernetesClientException fault, String call) {
      String words = clients.inWords(fault, call);
      return fault.getCode() == 401 || fault.getCode() == 403
          ? new Said<>(
              null,
              new Finding(
                  new PathReason.ExecRefused(cluster.name(), asked.node(), words), List.of(words)))
          : away(words);
    }

    private <T> Said<T> away(String why) {
      return new Said<>(
          null, new Finding(new PathReason.ApiAway(cluster.name(), why), List.of(why)));
    }

    private Optional<Finding> dead(Future<Said<Node>> asking) {
      try {
        Said<Node> said = asking.get();
        if (said.refusal() == null) {
          return NodeHealth.dead(asked.node(), said.value());
        }
        unknown.add(
            new Unknown("whether the node is alive", String.join("; ", said.refusal().evidence())));
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        return Optional.empty();
      }
    }

    private Look ask(Router router, Optional<Finding> dead) {
      Future<Optional<Finding>> daemon = executor.submit(() -> hangs(router.found()));
      Instant before = Instant.now();
      ExecOutcome outcome =
          PodExec.run(
              client,
              router.found().container(),
              dead.isPresent() ? SHORTER : SCRIPT,
              CheckScript.command(asked).toArray(String[]::new));
      Instant after = Instant.now();
      Optional<Finding> hangs = await(daemon);
      return switch (outcome) {
        case Finished(int _, String text, String _) ->
            new Seen(
                text, before, after, dead.or(() -> hangs).stream().toList(), List.copyOf(unknown));
        case Failed failed -> notSeen(dead, why(failed, router.found(), hangs.isPresent()));
      };
    }

    /** The router's own program does not answer while the pod runs others. */
    private Optional<Finding> hangs(Found router) {
      List<String> command = kind.sessions(NodeCommands.family(address())).commands().getFirst();
      long begun = System.nanoTime();
      ExecOutcome outcome =
          PodExec.run(client, router.container(), ROUTER, command.toArray(String[]::new));
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      return NodeHealth.silence(outcome)
          .map(
              said ->
                  new Finding(
                      new PathReason.RouterHangs(asked.node(), NodeHealth.pod(router), millis),
                      List.of(String.join(" ", command) + ": " + said)));
    }

    private String address() {
      return cluster.nodes().stream()
          .filter(n -> n.name().equals(asked.node()))
          .map(n -> n.address())
          .findFirst()
          .orElse("");
    }

    private static Optional<Finding> await(Future<Optional<Finding>> finding) {
      try {
        return finding.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        return Optional.empty();
      }
    }

    private Optional<Finding> why(Failed failed, Found router, boolean silent) {
      List<String> said = List.of(router.container() + ": " + failed.reason());
      return switch (failed.cause()) {
        case FORBIDDEN ->
            Optional.of(
                new Finding(
                    new PathReason.ExecRefused(cluster.name(), asked.node(), failed.reason()),
                    said));
        case UNREACHABLE ->
            Optional.of(new Finding(new PathReason.ApiAway(cluster.name(), failed.reason()), said));
        case NO_CONTAINER, TOO_MUCH_OUTPUT -> cannot(failed.reason());
        case TIMEOUT ->
            silent
                ? Optional.of(
                    new Finding(
                        new PathReason.NodeDead(
                            asked.node(),
                            null,
                            "the API server answers, and commands on the node do not end"),
                        said))
                : cannot(failed.reason());
      };
    }

    private Optional<Finding> cannot(String why) {
      unknown.add(new Unknown("the node", why));
      return Optional.empty();
    }

    private NotSeen notSeen(Optional<Finding> dead, Optional<Finding> otherwise) {
      return new NotSeen(dead.or(() -> otherwise).stream().toList(), List.copyOf(unknown));
    }
  }
}

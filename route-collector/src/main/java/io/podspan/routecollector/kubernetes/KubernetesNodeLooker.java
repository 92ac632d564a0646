package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecBudget.Place;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeSession;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.Asked;
import io.podspan.routecollector.check.CheckScript;
import io.podspan.routecollector.check.Finding;
import io.podspan.routecollector.check.NodeLooker;
import io.podspan.routecollector.check.Unknown;
import io.podspan.routecollector.kubernetes.ExecPlaces.Purpose;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.router.Question;
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
  /** The console waits for 4 s in all, and has to hear that the API server does not answer. */
  static final Duration API = Duration.ofSeconds(3);

  /**
   * Of a look: whoever has no place then gets none. The console waits for 4 s in all, and has to
   * hear that.
   */
  static final Duration PLACE = Duration.ofSeconds(3);

  private static final Duration SCRIPT = Duration.ofSeconds(6);

  /** Of a node that its cluster calls dead. */
  private static final Duration SHORTER = Duration.ofSeconds(2);

  /** A router that is asked for its sessions answers in a tenth of it. */
  private static final Duration ROUTER = Duration.ofSeconds(3);

  private final ClusterClients clients;
  private final KnownRouters routers;
  private final ExecPlaces places;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  public KubernetesNodeLooker(ClusterClients clients, KnownRouters routers, ExecPlaces places) {
    this.clients = clients;
    this.routers = routers;
    this.places = places;
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

  /** What a router said of its sessions, or that it does not answer. */
  private record Asking(Optional<Finding> hangs, List<NodeSession> sessions) {
    static final Asking NOTHING = new Asking(Optional.empty(), List.of());
  }

  /** An answer of the API server, or why there is none. */
  private record Said<T>(@Nullable T value, @Nullable Finding refusal) {}

  /** One look. */
  private final class One {
    private final KubernetesClient client;
    private final ClusterState cluster;
    private final RouterKind kind;
    private final Asked asked;
    private final List<Unknown> unknown = new ArrayList<>();
    private final long began = System.nanoTime();

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
        return refused(router.refusal(), asking);
      }
      Optional<Finding> dead = dead(asking);
      Router found = router.value();
      return found == null
          ? notSeen(dead, Optional.of(noRouter()))
          : found.found().trouble() == null
              ? ask(found, dead)
              : notSeen(dead, Optional.of(NodeHealth.stopped(found.found(), found.pod())));
    }

    /** Of an API server that answers the simplest question, only the other one took too long. */
    private Look refused(Finding refusal, Future<Said<Node>> asking) {
      if (!isAway(refusal) || !isAnswered(asking)) {
        return new NotSeen(List.of(refusal), List.of());
      }
      unknown.add(new Unknown("the pod of its router", String.join("; ", refusal.evidence())));
      return notSeen(dead(asking), Optional.empty());
    }

    private static boolean isAway(Finding refusal) {
      return refusal.reason() instanceof PathReason.ApiAway;
    }

    private static boolean isAnswered(Future<Said<Node>> asking) {
      try {
        Finding refusal = asking.get().refusal();
        return refusal == null || !isAway(refusal);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } catch (ExecutionException e) {
        return false;
      }
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
      try (Place place = places.take(cluster.name(), Purpose.CHECK, patience())) {
        if (place == null) {
          unknown.add(
              new Unknown(
                  "the node",
                  "podspan.collector.parallel-reads and execs-per-second had no place within "
                      + PLACE.toSeconds()
                      + " s"));
          return notSeen(dead, Optional.empty());
        }
        places.further(place, cluster.name(), Purpose.CHECK);
        return askNow(router, dead);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        unknown.add(new Unknown("the node", "the collector is stopping"));
        return notSeen(dead, Optional.empty());
      }
    }

    /** Nothing where the API server took all the time: a place that is free is taken yet. */
    private Duration patience() {
      return PLACE.minusNanos(System.nanoTime() - began);
    }

    /** Two commands beside each other. */
    private Look askNow(Router router, Optional<Finding> dead) {
      Future<Asking> daemon = executor.submit(() -> asked(router.found()));
      Instant before = Instant.now();
      ExecOutcome outcome =
          PodExec.run(
              client,
              router.found().container(),
              dead.isPresent() ? SHORTER : SCRIPT,
              CheckScript.command(asked).toArray(String[]::new));
      Instant after = Instant.now();
      Asking said = await(daemon);
      return switch (outcome) {
        case Finished(int _, String text, String _) ->
            new Seen(
                text,
                before,
                after,
                dead.or(said::hangs).stream().toList(),
                said.sessions(),
                List.copyOf(unknown));
        case Failed failed -> notSeen(dead, why(failed, router.found(), said.hangs().isPresent()));
      };
    }

    /** Its own program may not answer while the pod runs others. */
    private Asking asked(Found router) {
      Question<List<NodeSession>> question = kind.sessions(NodeCommands.family(address()));
      List<String> command = question.commands().getFirst();
      long begun = System.nanoTime();
      ExecOutcome outcome =
          PodExec.run(client, router.container(), ROUTER, command.toArray(String[]::new));
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      Optional<Finding> hangs =
          NodeHealth.silence(outcome)
              .map(
                  said ->
                      new Finding(
                          new PathReason.RouterHangs(asked.node(), NodeHealth.pod(router), millis),
                          List.of(String.join(" ", command) + ": " + said)));
      return new Asking(hangs, NodeHealth.sessions(outcome, question));
    }

    private String address() {
      return cluster.nodes().stream()
          .filter(n -> n.name().equals(asked.node()))
          .map(n -> n.address())
          .findFirst()
          .orElse("");
    }

    private static Asking await(Future<Asking> asking) {
      try {
        return asking.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Asking.NOTHING;
      } catch (ExecutionException e) {
        return Asking.NOTHING;
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

package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.NotMeasured.AccessUnusable;
import io.podspan.events.reason.NotMeasured.ApiError;
import io.podspan.events.reason.NotMeasured.ApiUnreachable;
import io.podspan.events.reason.NotMeasured.ClusterUnknown;
import io.podspan.events.reason.NotMeasured.CommandFailed;
import io.podspan.events.reason.NotMeasured.ExecBroken;
import io.podspan.events.reason.NotMeasured.ExecForbidden;
import io.podspan.events.reason.NotMeasured.ExecTimedOut;
import io.podspan.events.reason.NotMeasured.ListForbidden;
import io.podspan.events.reason.NotMeasured.LoginRefused;
import io.podspan.events.reason.NotMeasured.NoContainer;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.events.reason.NotMeasured.Stopping;
import io.podspan.events.world.World;
import io.podspan.probeservice.kubernetes.ExecPlaces.Purpose;
import io.podspan.probeservice.measure.PodListing;
import io.podspan.probeservice.measure.PodListing.Listed;
import io.podspan.probeservice.measure.PodListing.Unavailable;
import io.podspan.probeservice.measure.Pods;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.SourceAnswer;
import io.podspan.probeservice.measure.SourceAnswer.NotAsked;
import io.podspan.servicekit.follow.IntentFollower;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The pods of clusters through their APIs, with a limited number of exec calls at once. */
@ApplicationScoped
public class KubernetesPods implements Pods {
  private static final Logger LOG = Logger.getLogger(KubernetesPods.class);

  /** Nodes that are asked for one by one, after pings to them failed. */
  private static final long MOST_NODES = 10;

  /** A line has 80 bytes, and a command pings some dozens of pods. */
  private static final int LARGEST_OUTPUT = 256 << 10;

  private final Supplier<World> world;
  private final ClusterClients clients;
  private final MeterRegistry metrics;
  private final ExecPlaces places;
  private final PodSelectors selectors;

  @Inject
  public KubernetesPods(
      IntentFollower intent,
      ClusterClients clients,
      MeterRegistry metrics,
      ExecPlaces places,
      PodSelectors selectors) {
    this(intent::world, clients, metrics, places, selectors);
  }

  KubernetesPods(
      Supplier<World> world,
      ClusterClients clients,
      MeterRegistry metrics,
      ExecPlaces places,
      PodSelectors selectors) {
    this.world = world;
    this.clients = clients;
    this.metrics = metrics;
    this.places = places;
    this.selectors = selectors;
  }

  @Override
  public PodListing list(String cluster) {
    return list(cluster, labelled -> labelled);
  }

  @Override
  public PodListing onNode(String cluster, String node) {
    return list(cluster, labelled -> labelled.withField("spec.nodeName", node));
  }

  private PodListing list(
      String cluster, UnaryOperator<FilterWatchListDeletable<Pod, PodList, PodResource>> which) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return new Unavailable(new ClusterUnknown(cluster));
    }
    try {
      return fit(labelled(state, which));
    } catch (UnusableAccessException e) {
      return new Unavailable(unusable(cluster, e));
    } catch (KubernetesClientException e) {
      return new Unavailable(refused(cluster, e));
    }
  }

  /**
   * A pod that the selector takes.
   *
   * @param fit null when it cannot be used
   * @param lost the node that it was given up with, or null
   */
  private record Labelled(@Nullable ProbePod fit, @Nullable String lost) {
    static Labelled of(Pod pod, List<String> podCidrs, Set<IpFamily> joined) {
      return PodFilter.lostWithItsNode(pod)
          ? new Labelled(null, pod.getSpec().getNodeName())
          : new Labelled(PodFilter.of(pod, podCidrs, joined).orElse(null), null);
    }

    long characters() {
      return fit == null ? 1 : fit.path().length() + fit.node().length();
    }
  }

  private List<Labelled> labelled(
      ClusterState cluster,
      UnaryOperator<FilterWatchListDeletable<Pod, PodList, PodResource>> which) {
    Set<IpFamily> joined =
        cluster.nodes().stream()
            .flatMap(node -> IpAddress.parse(node.address()).stream())
            .map(IpAddress::family)
            .collect(Collectors.toSet());
    return ObjectList.read(
        which.apply(
            clients
                .client(cluster.access())
                .pods()
                .inAnyNamespace()
                .withLabelSelector(selectors.of(cluster.name()))),
        pod -> Labelled.of(pod, cluster.podCidrs(), joined),
        Labelled::characters);
  }

  private static Listed fit(List<Labelled> pods) {
    List<ProbePod> fit = pods.stream().flatMap(pod -> Stream.ofNullable(pod.fit())).toList();
    List<String> lost =
        pods.stream().flatMap(pod -> Stream.ofNullable(pod.lost())).distinct().sorted().toList();
    return new Listed(fit, pods.size() - fit.size(), lost);
  }

  @Override
  public Set<String> notReady(String cluster, Set<String> nodes) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return Set.of();
    }
    Set<String> notReady = new HashSet<>();
    try {
      KubernetesClient client = clients.client(state.access());
      for (String node : nodes.stream().sorted().limit(MOST_NODES).toList()) {
        if (PodFilter.notReady(client.nodes().withName(node).get())) {
          notReady.add(node);
        }
      }
    } catch (UnusableAccessException | KubernetesClientException e) {
      LOG.debugf("Whether nodes of %s are Ready could not be read.", cluster);
    }
    return notReady;
  }

  private static AccessUnusable unusable(String cluster, UnusableAccessException e) {
    String message = e.getMessage();
    return new AccessUnusable(
        cluster, message == null ? "the access is unusable" : message, e.nextStep());
  }

  private NotMeasured refused(String cluster, KubernetesClientException e) {
    int status = e.getCode();
    if (status <= 0) {
      return new ApiUnreachable(cluster, 0, clients.unreachable(e));
    }
    return switch (status) {
      case 401 -> new LoginRefused(cluster);
      case 403 -> new ListForbidden(cluster);
      default -> new ApiError(cluster, status);
    };
  }

  @Override
  public SourceAnswer ping(String cluster, ProbePod from, List<IpAddress> addresses, int count) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return new NotAsked(new ClusterUnknown(cluster));
    }
    PodContainer target = new PodContainer(from.namespace(), from.name(), from.container());
    try {
      KubernetesClient client = clients.client(state.access());
      @Nullable ExecOutcome outcome =
          places.run(
              cluster,
              Purpose.ROUND,
              () ->
                  PodExec.run(
                      client,
                      target,
                      PingScript.atMost(count),
                      LARGEST_OUTPUT,
                      PingScript.command(addresses, count)));
      if (outcome == null) {
        failed(cluster, "BUSY");
        return new NotAsked(new ProberBusy(places.atOnce()));
      }
      return answer(cluster, from, outcome, addresses, count);
    } catch (UnusableAccessException e) {
      return new NotAsked(unusable(cluster, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NotAsked(new Stopping());
    }
  }

  private SourceAnswer answer(
      String cluster, ProbePod from, ExecOutcome outcome, List<IpAddress> addresses, int count) {
    return switch (outcome) {
      case ExecOutcome.Finished(int code, String stdout, String _) when code == 0 ->
          PingOutput.parse(stdout, addresses, count);
      case ExecOutcome.Finished(int code, String _, String stderr) -> {
        failed(cluster, "EXIT_CODE");
        yield new NotAsked(
            new CommandFailed(cluster, from.path(), code, PingOutput.bounded(stderr)));
      }
      case ExecOutcome.Failed(ExecOutcome.Cause cause, String reason) -> {
        failed(cluster, cause.name());
        yield new NotAsked(notRun(cluster, from, cause, reason, count));
      }
    };
  }

  private static NotMeasured notRun(
      String cluster, ProbePod from, ExecOutcome.Cause cause, String reason, int count) {
    return switch (cause) {
      case FORBIDDEN -> new ExecForbidden(cluster, from.path(), from.container());
      case NO_CONTAINER -> new NoContainer(cluster, from.path(), from.container());
      case TIMEOUT -> new ExecTimedOut(cluster, from.path(), PingScript.atMost(count).toMillis());
      case UNREACHABLE, TOO_MUCH_OUTPUT ->
          new ExecBroken(cluster, from.path(), PingOutput.bounded(reason));
    };
  }

  private void failed(String cluster, String cause) {
    metrics
        .counter(
            "podspan_probe_exec_failures",
            "cluster",
            cluster,
            "cause",
            cause.toLowerCase(Locale.ROOT))
        .increment();
  }
}

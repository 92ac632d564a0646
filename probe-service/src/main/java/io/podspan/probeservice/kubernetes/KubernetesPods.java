package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.world.World;
import io.podspan.probeservice.probe.IpAddress;
import io.podspan.probeservice.probe.PodListing;
import io.podspan.probeservice.probe.PodListing.Listed;
import io.podspan.probeservice.probe.PodListing.Unavailable;
import io.podspan.probeservice.probe.Pods;
import io.podspan.probeservice.probe.ProbePod;
import io.podspan.probeservice.probe.SourceAnswer;
import io.podspan.probeservice.probe.SourceAnswer.NotAsked;
import io.podspan.servicekit.follow.IntentFollower;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The pods of clusters through their APIs; never more than so many exec calls at once. */
@ApplicationScoped
public class KubernetesPods implements Pods {
  /** Of a cluster; more are not looked at. */
  private static final long MOST_PODS = 500;

  private static final int WAIT_FOR_PLACE_SECONDS = 3;

  private final Supplier<World> world;
  private final ClusterClients clients;
  private final MeterRegistry metrics;
  private final Semaphore places;

  @Inject
  public KubernetesPods(
      IntentFollower intent,
      ClusterClients clients,
      MeterRegistry metrics,
      @ConfigProperty(name = "podspan.probe.parallel-execs", defaultValue = "16") int parallel) {
    this(intent::world, clients, metrics, parallel);
  }

  KubernetesPods(
      Supplier<World> world, ClusterClients clients, MeterRegistry metrics, int parallel) {
    this.world = world;
    this.clients = clients;
    this.metrics = metrics;
    this.places = new Semaphore(parallel);
  }

  @Override
  public PodListing list(String cluster) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return new Unavailable("the cluster " + cluster + " is not known");
    }
    try {
      return fit(state, labelled(state));
    } catch (UnusableAccessException e) {
      return new Unavailable(cannotBeReached(cluster, e.getMessage() + " " + e.nextStep()));
    } catch (KubernetesClientException e) {
      return new Unavailable(cannotBeReached(cluster, word(e)));
    }
  }

  private List<Pod> labelled(ClusterState cluster) {
    return clients
        .client(cluster.access())
        .pods()
        .inAnyNamespace()
        .withLabel(ProbePodReading.LABEL, ProbePodReading.VALUE)
        .list(new ListOptionsBuilder().withLimit(MOST_PODS).build())
        .getItems();
  }

  private static Listed fit(ClusterState cluster, List<Pod> pods) {
    List<ProbePod> fit = new ArrayList<>();
    for (Pod pod : pods) {
      Optional<ProbePod> read = ProbePodReading.of(pod, cluster.podCidrs());
      read.ifPresent(fit::add);
    }
    return new Listed(fit, pods.size() - fit.size());
  }

  private static String cannotBeReached(String cluster, String why) {
    return "the API of " + cluster + " cannot be reached: " + why;
  }

  private static String word(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 401 -> "it does not know these credentials (401)";
      case 403 -> "these credentials may not list pods in all namespaces (403)";
      case 0 -> "it does not answer";
      default -> "it answers " + e.getCode();
    };
  }

  @Override
  public SourceAnswer ping(String cluster, ProbePod from, List<IpAddress> addresses, int count) {
    try {
      if (!places.tryAcquire(WAIT_FOR_PLACE_SECONDS, TimeUnit.SECONDS)) {
        failed(cluster, "BUSY");
        return new NotAsked("too many pods are being asked; see podspan.probe.parallel-execs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NotAsked("the service is stopping");
    }
    try {
      return run(cluster, from, addresses, count);
    } finally {
      places.release();
    }
  }

  private SourceAnswer run(String cluster, ProbePod from, List<IpAddress> addresses, int count) {
    ClusterState state = world.get().clusters().get(cluster);
    if (state == null) {
      return new NotAsked("the cluster " + cluster + " is not known");
    }
    PodContainer target = new PodContainer(from.namespace(), from.name(), from.container());
    try {
      ExecOutcome outcome =
          PodExec.run(
              clients.client(state.access()),
              target,
              PingScript.atMost(count),
              PingScript.command(addresses, count));
      return answer(cluster, outcome, addresses, count);
    } catch (UnusableAccessException e) {
      return new NotAsked(cannotBeReached(cluster, e.getMessage() + " " + e.nextStep()));
    }
  }

  private SourceAnswer answer(
      String cluster, ExecOutcome outcome, List<IpAddress> addresses, int count) {
    return switch (outcome) {
      case ExecOutcome.Finished(int code, String stdout, String _) when code == 0 ->
          new SourceAnswer.Pinged(PingOutput.parse(stdout, addresses, count));
      case ExecOutcome.Finished(int code, String _, String stderr) -> {
        failed(cluster, "EXIT_CODE");
        yield new NotAsked("exit code " + code + ", " + PingOutput.bounded(stderr));
      }
      case ExecOutcome.Failed(ExecOutcome.Cause cause, String reason) -> {
        failed(cluster, cause.name());
        yield new NotAsked(PingOutput.bounded(reason));
      }
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

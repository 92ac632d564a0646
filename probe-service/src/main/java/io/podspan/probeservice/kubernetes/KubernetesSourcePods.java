package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import io.podspan.clusteraccess.UnusableAccessException;
import io.podspan.events.ClusterState;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import io.podspan.probeservice.kubernetes.ExecPlaces.Purpose;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.SourcePods;
import io.podspan.probeservice.measure.SourceView;
import io.podspan.probeservice.measure.SourceView.Unseen;
import io.podspan.servicekit.follow.IntentFollower;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Two exec calls at once, in one place: one pod listens, the other connects. */
@ApplicationScoped
public class KubernetesSourcePods implements SourcePods {
  private static final int LARGEST_OUTPUT = 16 << 10;

  private static final Duration LONGEST = Duration.ofSeconds(SourceScript.SECONDS + 4L);

  private final IntentFollower intent;
  private final ClusterClients clients;
  private final ExecPlaces places;

  @Inject
  public KubernetesSourcePods(IntentFollower intent, ClusterClients clients, ExecPlaces places) {
    this.places = places;
    this.intent = intent;
    this.clients = clients;
  }

  @Override
  public SourceView view(
      String fromCluster, ProbePod from, String toCluster, ProbePod to, int port) {
    try {
      @Nullable SourceView view =
          places.runBoth(
              fromCluster,
              toCluster,
              Purpose.SOURCE,
              () -> both(fromCluster, from, toCluster, to, port));
      return view == null ? new SourceView.NotAsked(new ProberBusy(places.atOnce())) : view;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unseen("the service is stopping");
    }
  }

  private SourceView both(
      String fromCluster, ProbePod from, String toCluster, ProbePod to, int port) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<ExecOutcome> listening =
          CompletableFuture.supplyAsync(
              () -> run(toCluster, to, SourceScript.listen(port)), threads);
      ExecOutcome connected = run(fromCluster, from, SourceScript.connect(to.address(), port));
      return seen(listening.get(), connected, from, to);
    } catch (ExecutionException e) {
      return new Unseen("the target pod could not be asked");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unseen("the service is stopping");
    }
  }

  private ExecOutcome run(String cluster, ProbePod pod, String[] command) {
    ClusterState state = intent.world().clusters().get(cluster);
    if (state == null) {
      return failed("the cluster " + cluster + " is not known");
    }
    try {
      KubernetesClient client = clients.client(state.access());
      PodContainer container = new PodContainer(pod.namespace(), pod.name(), pod.container());
      return PodExec.run(client, container, LONGEST, LARGEST_OUTPUT, command);
    } catch (UnusableAccessException e) {
      return failed(e.getMessage() == null ? "the access is unusable" : e.getMessage());
    }
  }

  private static ExecOutcome failed(String reason) {
    return new ExecOutcome.Failed(ExecOutcome.Cause.UNREACHABLE, reason);
  }

  /** What the target saw counts; what the source says only explains why it saw nothing. */
  private static SourceView seen(
      ExecOutcome listened, ExecOutcome connected, ProbePod from, ProbePod to) {
    return switch (listened) {
      case ExecOutcome.Finished(int code, String printed, _) when code == 0 ->
          explained(SourceScript.parse(printed), connected, from);
      case ExecOutcome.Finished failed ->
          new Unseen("the shell in " + to.path() + " failed: " + failed.complaint());
      case ExecOutcome.Failed(_, String reason) ->
          new Unseen("nothing could be run in " + to.path() + ": " + reason);
    };
  }

  private static SourceView explained(SourceView view, ExecOutcome connected, ProbePod from) {
    if (!(view instanceof Unseen unseen)) {
      return view;
    }
    return switch (connected) {
      case ExecOutcome.Finished finished when finished.exitCode() == 0 -> unseen;
      case ExecOutcome.Finished finished ->
          new Unseen(unseen.why() + "; " + from.path() + " says: " + finished.complaint());
      case ExecOutcome.Failed(_, String reason) ->
          new Unseen("nothing could be run in " + from.path() + ": " + reason);
    };
  }
}

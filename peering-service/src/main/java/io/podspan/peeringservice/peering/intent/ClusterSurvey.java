package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.change.Changeover;
import io.podspan.peeringservice.peering.change.ClusterStep;
import io.podspan.peeringservice.peering.preflight.Candidate;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads several clusters through their APIs at once. Called outside of any transaction. */
public final class ClusterSurvey {
  private final ClusterApi api;
  private final RecentLooks recent;

  /** One that asks the APIs each time. */
  ClusterSurvey(ClusterApi api) {
    this(api, RecentLooks.none());
  }

  ClusterSurvey(ClusterApi api, RecentLooks recent) {
    this.api = api;
    this.recent = recent;
  }

  /**
   * @param followed by which a rehearsal knows that a cluster is as it was
   */
  public ClusterSurvey(ClusterApi api, FollowedClusters followed) {
    this(api, new RecentLooks(followed, System::nanoTime));
  }

  /** By cluster name, what its API says now. */
  Map<String, Look> of(List<KnownCluster> clusters) {
    return of(clusters, this::at);
  }

  /** The same for a rehearsal: a cluster of which nothing was heard since the last is not asked. */
  Map<String, Look> rehearse(List<KnownCluster> clusters) {
    return of(clusters, cluster -> recent.of(cluster, () -> at(cluster)));
  }

  private static Map<String, Look> of(
      List<KnownCluster> clusters, Function<KnownCluster, Look> look) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<Look>> asked = new LinkedHashMap<>();
      clusters.forEach(c -> asked.put(c.name(), threads.submit(() -> look.apply(c))));
      Map<String, Look> looks = new LinkedHashMap<>();
      asked.forEach((name, one) -> looks.put(name, result(one)));
      return looks;
    }
  }

  private static Look result(Future<Look> look) {
    try {
      return look.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("reading a cluster failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  private Look at(KnownCluster cluster) {
    Access access = cluster.said().access();
    RouterKind kind = cluster.cluster().cni();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ClusterReading> reading = threads.submit(() -> api.read(access));
      Future<RouterReading> router = threads.submit(() -> api.router(access, kind));
      Future<List<ClusterFault>> rights = threads.submit(() -> api.missingRights(access, kind));
      return new Seen(reading.get(), router.get(), rights.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClusterFaultException fault) {
        return new Unseen(fault.fault());
      }
      throw new IllegalStateException("reading " + cluster.name() + " failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  /** The candidates of a request: what is stored now, with what was just read. */
  static List<Candidate> candidates(
      List<String> names, List<KnownCluster> known, Map<String, Look> looks, List<String> rolling) {
    return known.stream()
        .filter(c -> names.contains(c.name()))
        .flatMap(
            c ->
                Stream.ofNullable(looks.get(c.name()))
                    .map(look -> new Candidate(c, look, rolling.contains(c.name()))))
        .toList();
  }

  /**
   * The candidates of a change. Other rollouts of a cluster that stays as it is are no obstacle.
   */
  static List<Candidate> candidates(
      Changeover changeover,
      List<String> names,
      List<KnownCluster> known,
      Map<String, Look> looks,
      List<String> rolling) {
    return candidates(names, known, looks, rolling).stream()
        .map(
            c -> {
              ClusterStep step = changeover.steps().get(c.name());
              boolean waits = c.rolling() && !(step instanceof ClusterStep.Stay);
              return c.with(waits, step);
            })
        .toList();
  }
}

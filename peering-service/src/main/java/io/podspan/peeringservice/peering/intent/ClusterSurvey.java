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
import java.util.stream.Stream;

/** Reads several clusters through their APIs at once. Called outside of any transaction. */
final class ClusterSurvey {
  private final ClusterApi api;

  ClusterSurvey(ClusterApi api) {
    this.api = api;
  }

  /** By cluster name, what its API says now. */
  Map<String, Look> of(List<KnownCluster> clusters) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<String, Future<Look>> asked = new LinkedHashMap<>();
      clusters.forEach(c -> asked.put(c.name(), threads.submit(() -> at(c))));
      Map<String, Look> looks = new LinkedHashMap<>();
      asked.forEach((name, look) -> looks.put(name, result(look)));
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

package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NetworkProbe;
import io.podspan.peeringservice.peering.preflight.Candidate;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the nodes of several clusters about their network at once, outside of any transaction. */
final class NetworkSurvey {
  private final NetworkProbe probe;

  NetworkSurvey(NetworkProbe probe) {
    this.probe = probe;
  }

  /** Only clusters whose API answers are asked; the others are refused for that. */
  NetworkLook of(List<KnownCluster> clusters, Map<String, Look> looks, List<Reflector> reflectors) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<NetworkLook>> asked = new ArrayList<>();
      for (KnownCluster known : clusters) {
        if (looks.get(known.name()) instanceof Seen seen) {
          Candidate candidate = new Candidate(known, seen, false);
          asked.add(threads.submit(() -> probe.ask(candidate.cluster(), reflectors)));
        }
      }
      NetworkLook all = NetworkLook.NONE;
      for (Future<NetworkLook> one : asked) {
        all = all.and(one.get());
      }
      return all.withKeys(probe.keys(reflectors));
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking the nodes of a cluster failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }
}

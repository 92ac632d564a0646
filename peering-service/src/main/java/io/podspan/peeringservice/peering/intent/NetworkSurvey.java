package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NetworkProbe;
import io.podspan.peeringservice.peering.network.NodeSample;
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

  /**
   * What a rehearsal is to know: where there are very many nodes, some of each cluster are asked
   * ({@link NodeSample}).
   */
  NetworkLook sample(
      List<KnownCluster> clusters, Map<String, Look> looks, List<Reflector> reflectors) {
    List<Cluster> seen = seen(clusters, looks);
    int nodes = seen.stream().mapToInt(cluster -> cluster.nodes().size()).sum();
    int ofEach = NodeSample.ofEach(Math.max(1, seen.size()), nodes);
    List<Cluster> sampled =
        seen.stream().map(cluster -> cluster.with(NodeSample.of(cluster.nodes(), ofEach))).toList();
    int asked = sampled.stream().mapToInt(cluster -> cluster.nodes().size()).sum();
    return ask(sampled, reflectors).without(nodes - asked);
  }

  /** All nodes are asked. */
  NetworkLook of(List<KnownCluster> clusters, Map<String, Look> looks, List<Reflector> reflectors) {
    return ask(seen(clusters, looks), reflectors);
  }

  /** Only clusters whose API answers are asked; the others are refused for that. */
  private static List<Cluster> seen(List<KnownCluster> clusters, Map<String, Look> looks) {
    List<Cluster> all = new ArrayList<>();
    for (KnownCluster known : clusters) {
      if (looks.get(known.name()) instanceof Seen seen) {
        all.add(new Candidate(known, seen, false).cluster());
      }
    }
    return all;
  }

  private NetworkLook ask(List<Cluster> clusters, List<Reflector> reflectors) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<NetworkLook>> asked = new ArrayList<>();
      for (Cluster cluster : clusters) {
        asked.add(threads.submit(() -> probe.ask(cluster, reflectors)));
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

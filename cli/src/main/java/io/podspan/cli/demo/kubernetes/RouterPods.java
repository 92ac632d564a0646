package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.lab.network.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which router pods each node had, as Kubernetes says: its API is asked again and again, because
 * what peering-service says of its own restarts proves nothing. A pod that lives shorter than the
 * pause between two questions is not seen; one that starts takes longer.
 */
final class RouterPods implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Rig rig;
  private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();
  private final List<Thread> watchers;
  private volatile boolean closed;

  private RouterPods(Rig rig, List<String> clusters) {
    this.rig = rig;
    clusters.forEach(this::look);
    this.watchers =
        clusters.stream().map(cluster -> Thread.ofVirtual().start(() -> watch(cluster))).toList();
  }

  /** Sees those that are there now, and all that come. */
  static RouterPods watch(Rig rig, List<String> clusters) {
    return new RouterPods(rig, clusters);
  }

  /** By node, how many came after the first one. */
  Map<String, Integer> starts() {
    Map<String, Integer> starts = new TreeMap<>();
    seen.forEach((node, pods) -> starts.put(node, pods.size() - 1));
    return starts;
  }

  private void watch(String cluster) {
    while (!closed) {
      try {
        // Another program is asked, which tells nobody of a new pod. The pause comes first, so that
        // one that fails is not asked without a pause.
        Thread.sleep(PAUSE);
        look(cluster);
      } catch (LabException _) {
        // The next question may be answered.
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void look(String cluster) {
    JsonNode pods =
        rig.json(cluster, "-n", "kube-system", "get", "pods", "-l", "k8s-app=kube-router");
    for (JsonNode pod : pods.path("items")) {
      String node = pod.path("spec").path("nodeName").asText();
      if (!node.isEmpty()) {
        seen.computeIfAbsent(node, _ -> ConcurrentHashMap.newKeySet())
            .add(pod.path("metadata").path("uid").asText());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    watchers.forEach(Thread::interrupt);
  }
}

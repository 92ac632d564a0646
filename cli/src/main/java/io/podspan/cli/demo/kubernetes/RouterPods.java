package io.podspan.cli.demo.kubernetes;

import io.podspan.lab.kubernetes.Rig;
import io.podspan.lab.network.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which router pods each node had, as Kubernetes says: its API is watched, because what
 * peering-service says of its own restarts proves nothing.
 */
final class RouterPods implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String COLUMNS = "custom-columns=NODE:.spec.nodeName,POD:.metadata.uid";

  /** A pod that has no node yet has {@code <none>} there. */
  private static final Pattern POD =
      Pattern.compile("(?<node>[a-z0-9.-]+) +(?<uid>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private final Rig rig;
  private final List<String> clusters;
  private final Map<String, Set<String>> seen = new ConcurrentHashMap<>();

  /** Those that were there at the last look. */
  private final Set<String> nodes = new HashSet<>();

  private final List<Thread> watchers;

  private RouterPods(Rig rig, List<String> clusters) throws InterruptedException {
    this.rig = rig;
    this.clusters = clusters;
    look();
    this.watchers =
        clusters.stream().map(cluster -> Thread.ofVirtual().start(() -> watch(cluster))).toList();
  }

  /** Sees those that are there now, and all that come. */
  static RouterPods watch(Rig rig, List<String> clusters) throws InterruptedException {
    return new RouterPods(rig, clusters);
  }

  /** By node, how many came after the first one. */
  Map<String, Integer> starts() throws InterruptedException {
    // The watch may lag behind on a busy machine.
    look();
    Map<String, Integer> starts = new TreeMap<>();
    seen.forEach((node, pods) -> starts.put(node, pods.size() - 1));
    // A pod's object outlives the node that it was on.
    starts.keySet().retainAll(nodes);
    return starts;
  }

  private void watch(String cluster) {
    try {
      while (true) {
        watchOnce(cluster);
        // A watch that ends at once is not begun again at once: its API server may be away.
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // The stage is over.
    }
  }

  private void watchOnce(String cluster) throws InterruptedException {
    try {
      rig.follow(cluster, this::take, routers("--watch", "--no-headers", "-o", COLUMNS));
    } catch (LabException _) {
      // The next one may begin.
    }
  }

  /**
   * @throws LabException when an API server does not answer for long
   */
  private void look() throws InterruptedException {
    nodes.clear();
    for (String cluster : clusters) {
      if (Until.so(Instant.now(), PATIENCE, () -> look(cluster)).isEmpty()) {
        throw new LabException(
            "the API server of %s did not list the routers within %d s"
                .formatted(cluster, PATIENCE.toSeconds()));
      }
    }
  }

  private boolean look(String cluster) {
    rig.ctl(cluster, "get", "nodes", "-o", "name")
        .lines()
        .map(name -> name.substring(name.indexOf('/') + 1))
        .forEach(nodes::add);
    rig.ctl(cluster, routers("--no-headers", "-o", COLUMNS)).lines().forEach(this::take);
    return true;
  }

  private static String[] routers(String... more) {
    List<String> all =
        new ArrayList<>(List.of("-n", "kube-system", "get", "pods", "-l", "k8s-app=kube-router"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** A line that is no pod of a node, as a complaint of kubectl's, counts for nothing. */
  private void take(String line) {
    Matcher pod = POD.matcher(line);
    if (pod.matches()) {
      seen.computeIfAbsent(pod.group("node"), _ -> ConcurrentHashMap.newKeySet())
          .add(pod.group("uid"));
    }
  }

  @Override
  public void close() {
    watchers.forEach(Thread::interrupt);
  }
}

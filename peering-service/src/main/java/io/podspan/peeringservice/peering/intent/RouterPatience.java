package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node whose router restarts has no router pod for a moment. It counts as having one until it
 * lacked it for a while. Safe for all threads.
 */
final class RouterPatience {
  static final Duration LONGEST = Duration.ofSeconds(15);

  /** By cluster and node, since when a node that takes part lacks its router pod. */
  private final Map<String, Map<String, Instant>> lacking = new HashMap<>();

  /** The reading without the lacks that are younger. */
  synchronized ClusterReading settled(KnownCluster before, ClusterReading reading, Instant now) {
    Set<String> found = reading.withRouter();
    if (found == null) {
      lacking.remove(before.name());
      return reading;
    }
    Set<String> leftOut =
        before.cluster().nodes().stream()
            .filter(node -> !node.takesPart())
            .map(Node::name)
            .collect(Collectors.toSet());
    Map<String, Instant> former = lacking.getOrDefault(before.name(), Map.of());
    Map<String, Instant> present = new HashMap<>();
    Set<String> counted = new HashSet<>(found);
    for (NodeReading node : reading.nodes()) {
      String name = node.name();
      if (!found.contains(name) && !leftOut.contains(name)) {
        Instant since = former.getOrDefault(name, now);
        present.put(name, since);
        if (now.isBefore(since.plus(LONGEST))) {
          counted.add(name);
        }
      }
    }
    lacking.put(before.name(), present);
    return reading.withRouters(counted);
  }

  synchronized void forget(String cluster) {
    lacking.remove(cluster);
  }
}

package io.podspan.routecollector.kubernetes;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One look at a node at a time. What another node takes long for holds up nobody. */
final class Turns {
  private final Map<String, Map<String, ReentrantLock>> clusters = new ConcurrentHashMap<>();

  /** Waits until it is this node's turn. */
  void take(String cluster, String node, Runnable look) {
    ReentrantLock turn =
        clusters
            .computeIfAbsent(cluster, _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(node, _ -> new ReentrantLock());
    turn.lock();
    try {
      look.run();
    } finally {
      turn.unlock();
    }
  }

  /** The cluster has no other nodes than these. */
  void keep(String cluster, Collection<String> nodes) {
    Map<String, ReentrantLock> present = clusters.get(cluster);
    if (present != null) {
      present.keySet().retainAll(Set.copyOf(nodes));
    }
  }
}

package io.podspan.probeservice.events;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Many hints about one cluster in a short time become one trigger, and triggers keep a distance: a
 * storm of events costs so many rounds and no more. May be used by many threads.
 */
final class Settling {
  /** Runs a task a time later. */
  interface Later {
    void run(Duration after, Runnable task);
  }

  private final Later later;
  private final Consumer<String> trigger;
  private final Duration settle;
  private final Duration between;
  private final LongSupplier nanoTime;
  private final Set<String> settling = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> triggeredAt = new ConcurrentHashMap<>();

  /**
   * @param trigger told each cluster once the time has passed
   * @param settle how long a hint waits for more
   * @param between the time from one trigger of a cluster to its next, at least
   */
  Settling(
      Later later,
      Consumer<String> trigger,
      Duration settle,
      Duration between,
      LongSupplier nanoTime) {
    this.later = later;
    this.trigger = trigger;
    this.settle = settle;
    this.between = between;
    this.nanoTime = nanoTime;
  }

  /** Triggers this cluster shortly, once for all calls until then. */
  void hint(String cluster) {
    if (settling.add(cluster)) {
      later.run(
          pause(cluster),
          () -> {
            settling.remove(cluster);
            triggeredAt.put(cluster, nanoTime.getAsLong());
            trigger.accept(cluster);
          });
    }
  }

  private Duration pause(String cluster) {
    Long last = triggeredAt.get(cluster);
    if (last == null) {
      return settle;
    }
    Duration left = between.minusNanos(nanoTime.getAsLong() - last);
    return left.compareTo(settle) > 0 ? left : settle;
  }

  /** There are no other clusters than these any more. */
  void keep(Set<String> clusters) {
    triggeredAt.keySet().retainAll(clusters);
  }
}

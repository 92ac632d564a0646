package io.podspan.peeringservice.kubernetes.notice;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many Events a cluster gets. Belongs to one thread. */
final class PostingPace {
  /** At once. */
  static final int BURST = 50;

  /** Then one in this time. */
  static final Duration EVERY = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;
  private final Map<String, Long> full = new HashMap<>();
  private final Map<String, Long> quiet = new HashMap<>();

  PostingPace(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether one more may be posted in this cluster now; it counts then. */
  boolean takes(String cluster) {
    long now = nanoTime.getAsLong();
    if (now - quiet.getOrDefault(cluster, now) < 0) {
      return false;
    }
    quiet.remove(cluster);
    // When all of the burst is there again; each one puts that off.
    long then = Math.max(now, full.getOrDefault(cluster, now)) + EVERY.toNanos();
    if (then - now > EVERY.toNanos() * BURST) {
      return false;
    }
    full.put(cluster, then);
    return true;
  }

  /** Posts nothing in this cluster for so long. */
  void leaveAlone(String cluster, Duration time) {
    quiet.put(cluster, nanoTime.getAsLong() + time.toNanos());
  }
}

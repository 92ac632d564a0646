package io.podspan.routecollector.events;

import io.podspan.events.RolloutEvent;
import io.podspan.routecollector.route.NodeRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a rollout is at, or whose session has just changed. A gate waits for a look at
 * them, so each look is told. A node that nothing more is heard of is forgotten after a while. May
 * be used by many threads.
 */
final class RestartedNodes {
  private static final Duration OF_A_ROLLOUT = Duration.ofMinutes(3);
  private static final Duration OF_A_SESSION = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;

  /** Until when, by cluster/node. */
  private final Map<String, Long> until = new ConcurrentHashMap<>();

  RestartedNodes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What a rollout says.
   *
   * @return whether its cluster is to be looked at now
   */
  boolean heard(RolloutEvent event) {
    String cluster = event.rollout().cluster();
    return switch (event) {
      case RolloutEvent.NodeRestarting restarting -> {
        keep(NodeRecords.key(cluster, restarting.node()), OF_A_ROLLOUT);
        yield true;
      }
      case RolloutEvent.NodeVerified verified -> {
        until.remove(NodeRecords.key(cluster, verified.node()));
        yield false;
      }
      case RolloutEvent.RolloutFailed _,
          RolloutEvent.RolledBack _,
          RolloutEvent.RolloutCompleted _ -> {
        until.keySet().removeIf(key -> key.startsWith(cluster + "/"));
        yield false;
      }
      case RolloutEvent.RolloutPlanned _,
          RolloutEvent.RolloutStarted _,
          RolloutEvent.RolloutPaused _,
          RolloutEvent.RolloutSteered _,
          RolloutEvent.DriftFound _,
          RolloutEvent.DriftHealed _,
          RolloutEvent.DriftEnded _,
          RolloutEvent.RemainsLeft _ ->
          false;
    };
  }

  /** A session of this node came up or ended. */
  void session(String cluster, @Nullable String node) {
    if (node != null) {
      keep(NodeRecords.key(cluster, node), OF_A_SESSION);
    }
  }

  private void keep(String key, Duration time) {
    until.merge(key, nanoTime.getAsLong() + time.toNanos(), Math::max);
  }

  boolean has(String cluster, String node) {
    @Nullable Long last = until.get(NodeRecords.key(cluster, node));
    return last != null && nanoTime.getAsLong() - last < 0;
  }

  /** Whether one of this cluster is among them. */
  boolean any(String cluster) {
    long now = nanoTime.getAsLong();
    until.values().removeIf(last -> now - last >= 0);
    return until.keySet().stream().anyMatch(key -> key.startsWith(cluster + "/"));
  }
}

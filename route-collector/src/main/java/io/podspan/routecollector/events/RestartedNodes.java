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
 * them, so each look is told, and at first they are looked at more often. A node that nothing more
 * is heard of is forgotten after a while. May be used by many threads.
 */
final class RestartedNodes {
  /** For so long a node changes fast after its router has restarted. */
  static final Duration HURRIED = Duration.ofMinutes(3);

  /** The rollout may have to wait for its service, and its gate has no other look to count. */
  static final Duration OF_A_ROLLOUT = Duration.ofHours(6);

  private static final Duration OF_A_SESSION = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;

  /** By cluster/node. */
  private final Map<String, Until> until = new ConcurrentHashMap<>();

  /**
   * @param hurried until when it is looked at more often
   * @param told until when each look is told
   */
  private record Until(long hurried, long told) {
    Until later(Until other) {
      return new Until(Math.max(hurried, other.hurried), Math.max(told, other.told));
    }
  }

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
        keep(NodeRecords.key(cluster, restarting.node()), HURRIED, OF_A_ROLLOUT);
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
      keep(NodeRecords.key(cluster, node), OF_A_SESSION, OF_A_SESSION);
    }
  }

  private void keep(String key, Duration hurried, Duration told) {
    long now = nanoTime.getAsLong();
    until.merge(key, new Until(now + hurried.toNanos(), now + told.toNanos()), Until::later);
  }

  boolean has(String cluster, String node) {
    @Nullable Until last = until.get(NodeRecords.key(cluster, node));
    return last != null && nanoTime.getAsLong() - last.told() < 0;
  }

  /** Whether one of this cluster is to be looked at more often. */
  boolean hurries(String cluster) {
    long now = nanoTime.getAsLong();
    until.values().removeIf(last -> now - last.told() >= 0);
    return until.entrySet().stream()
        .filter(node -> node.getKey().startsWith(cluster + "/"))
        .anyMatch(node -> now - node.getValue().hurried() < 0);
  }
}

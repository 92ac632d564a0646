package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How far a rollout is. Pure.
 *
 * @param percent of its nodes that are done, without those that left the cluster; on the way back,
 *     of those that were changed
 * @param estimatedEnd by what its nodes took so far; null when that is not known, or when it waits
 *     for somebody
 */
public record Progress(int percent, @Nullable Instant estimatedEnd) {
  private static final int ALL = 100;

  public static Progress of(Rollout rollout, Instant now) {
    return rollout.state().ended() || rollout.held() != null
        ? new Progress(rollout.stopped() ? percent(rollout) : ALL, null)
        : new Progress(percent(rollout), end(rollout, now));
  }

  private static int percent(Rollout rollout) {
    int all = rollout.backwards() ? back(rollout) + touched(rollout) : there(rollout);
    int done = rollout.backwards() ? back(rollout) : all - open(rollout);
    return all == 0 ? ALL : done * ALL / all;
  }

  private static int there(Rollout rollout) {
    return rollout.steps().size() - rollout.nodes(Status.GONE).size();
  }

  private static int back(Rollout rollout) {
    return rollout.nodes(Status.ROLLED_BACK).size();
  }

  private static int touched(Rollout rollout) {
    return (int) rollout.steps().stream().filter(NodeStep::touched).count();
  }

  private static int open(Rollout rollout) {
    return (int) rollout.steps().stream().filter(NodeStep::isOpen).count();
  }

  private static @Nullable Instant end(Rollout rollout, Instant now) {
    PauseReason pause = rollout.steering().pause();
    Instant from = pause == null ? now : pause.until();
    OptionalDouble each =
        rollout.steps().stream()
            .filter(s -> s.tookMillis() != null)
            .mapToLong(NodeStep::tookMillis)
            .average();
    if (from == null || each.isEmpty()) {
      return null;
    }
    int left = rollout.backwards() ? touched(rollout) : open(rollout);
    int rounds = Math.ceilDiv(left, Pacing.atOnce(rollout));
    return from.plus(Duration.ofMillis(Math.round(each.getAsDouble() * rounds)));
  }
}

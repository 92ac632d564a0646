package io.podspan.peeringservice.peering.drift;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How often a cluster is healed, for all of its interconnects together: each time restarts routers.
 *
 * @param most how often within an hour; 0 for never
 */
public record HealingLimit(int most) {
  static final Duration WITHIN = Duration.ofHours(1);

  public HealingLimit {
    if (most < 0) {
      throw new IllegalArgumentException(
          "podspan.drift.heals-per-hour is " + most + ", must be 0 or more");
    }
  }

  /** Those of these times that count still, the oldest first. */
  public static List<Instant> counting(List<Instant> healed, Instant now) {
    return healed.stream().filter(time -> time.plus(WITHIN).isAfter(now)).sorted().toList();
  }

  /** Whether there may be another one after these. */
  public boolean allows(List<Instant> counting) {
    return counting.size() < most;
  }

  /** Why there is no other one after these, and until when. */
  String reached(List<Instant> counting) {
    if (most == 0) {
      return "It is not written again: podspan.drift.heals-per-hour is 0.";
    }
    Instant next = counting.get(counting.size() - most).plus(WITHIN);
    return "It is not written again before "
        + next.truncatedTo(ChronoUnit.SECONDS)
        + ": the cluster was healed "
        + counting.size()
        + " times within an hour.";
  }
}

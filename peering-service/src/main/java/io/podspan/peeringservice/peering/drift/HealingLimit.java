package io.podspan.peeringservice.peering.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often a cluster is healed.
 *
 * @param most how often within an hour
 */
public record HealingLimit(int most) {
  static final Duration WITHIN = Duration.ofHours(1);

  /** Those of these times that count still. */
  List<Instant> counting(List<Instant> healed, Instant now) {
    return healed.stream().filter(time -> time.plus(WITHIN).isAfter(now)).toList();
  }

  /** When the next one may begin after these, which are as many as there may be. */
  Instant next(List<Instant> counting, Instant now) {
    return counting.isEmpty() ? now.plus(WITHIN) : counting.getFirst().plus(WITHIN);
  }
}

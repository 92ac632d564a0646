package io.podspan.routecollector.route;

import java.time.Duration;

/**
 * How soon a cluster is looked at again.
 *
 * @param steady the pause when nothing is missing
 * @param converging the pause while something is expected and not there
 */
public record Pace(Duration steady, Duration converging) {
  /** After a session came or went, its routes follow within moments; so long we look often. */
  private static final Duration EXCITED_FOR = Duration.ofSeconds(5);

  private static final Duration WHILE_MISSING = Duration.ofMillis(400);
  private static final Duration WHILE_COMPLETE = Duration.ofSeconds(1);

  /**
   * @param complete whether every node could be read and lacks nothing
   * @param sinceHint since the last event that foretells a change
   */
  public Duration pause(boolean complete, Duration sinceHint) {
    Duration unhurried = complete ? steady : converging;
    if (sinceHint.compareTo(EXCITED_FOR) >= 0) {
      return unhurried;
    }
    Duration hurried = complete ? WHILE_COMPLETE : WHILE_MISSING;
    return hurried.compareTo(unhurried) < 0 ? hurried : unhurried;
  }
}

package io.podspan.servicekit.supervise;

import java.time.Duration;

/**
 * How long to pause after failures in a row: the pause doubles up to a limit.
 *
 * @param first the pause after the first failure
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {
  /** For parts that are on the same network: they are back within seconds. */
  public static final Backoff USUAL = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));

  private static final int MOST_DOUBLINGS = 20;

  public Backoff {
    if (!first.isPositive() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException("first must be above zero and at most longest: " + first);
    }
  }

  /**
   * @param failures in a row, at least 1
   */
  public Duration after(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }
}

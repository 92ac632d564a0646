package io.podspan.routecollector.feed;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The pauses between streams of one node: 1 s at first, twice as long after each that did not hold,
 * 30 s at most; minutes where somebody has to change something first. By chance up to half of a
 * pause is left out, so that nodes which were lost together do not come back together. Belongs to
 * one thread.
 */
public final class Backoff {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LASTING = Duration.ofMinutes(2);

  /** A stream that lived as long was a good one. */
  private static final Duration HELD = Duration.ofMinutes(1);

  private final DoubleSupplier chance;
  private Duration next = SHORTEST;

  /**
   * @param chance from 0 to 1
   */
  public Backoff(DoubleSupplier chance) {
    this.chance = chance;
  }

  /** The pause after this end of a stream that lived so long. */
  public Duration after(FeedEnd end, Duration lived) {
    if (lived.compareTo(HELD) >= 0) {
      next = SHORTEST;
    }
    Duration whole = end.why().lasting() ? LASTING : next;
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return Duration.ofMillis(Math.round(whole.toMillis() * (1 - chance.getAsDouble() / 2)));
  }
}

package io.podspan.bgpreflector.alone;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when the next line of status is due. */
final class StatusClock {
  /** How often it is asked at least. */
  static final Duration TICK = Duration.ofSeconds(1);

  private final long every;
  private final LongSupplier nanos;
  private long last;

  /**
   * @param every zero for never
   */
  StatusClock(Duration every, LongSupplier nanos) {
    this.every = every.toNanos();
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  boolean isDue() {
    long now = nanos.getAsLong();
    if (every == 0 || now - last < every) {
      return false;
    }
    last = now;
    return true;
  }
}

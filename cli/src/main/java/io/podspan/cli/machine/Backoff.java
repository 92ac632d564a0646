package io.podspan.cli.machine;

import java.time.Duration;

/** How long to wait before the next start of something that keeps dying. */
record Backoff(Duration first, Duration longest, Duration steady) {
  static final Backoff USUAL =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

  /**
   * @param deaths how often it died in a row, this one included
   */
  Duration after(int deaths) {
    long factor = 1L << Math.min(deaths - 1, 20);
    Duration wait = first.multipliedBy(factor);
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /** Whether it ran long enough for its former deaths to be forgotten. */
  boolean forgets(Duration ran) {
    return ran.compareTo(steady) >= 0;
  }
}

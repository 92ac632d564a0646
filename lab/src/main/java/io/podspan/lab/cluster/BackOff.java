package io.podspan.lab.cluster;

import java.time.Duration;

/**
 * How long a kubelet waits before it starts a crashed container again: it doubles from the first
 * wait up to the longest, and starts over after a long run of the container.
 */
record BackOff(Duration first, Duration longest) {
  static final Duration LONGEST = Duration.ofMinutes(5);

  static BackOff from(Duration first) {
    return new BackOff(first, first.compareTo(LONGEST) > 0 ? first : LONGEST);
  }

  /**
   * @param crashes in a row, at least 1
   */
  Duration before(int crashes) {
    int doublings = Math.min(crashes - 1, 20);
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  /** After a longer run than this, the back-off starts over. */
  boolean forgives(Duration ran) {
    return ran.compareTo(longest.multipliedBy(2)) >= 0;
  }
}

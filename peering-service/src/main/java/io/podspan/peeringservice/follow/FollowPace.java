package io.podspan.peeringservice.follow;

import java.time.Duration;

/**
 * When a cluster is read. Pure.
 *
 * @param gather what is heard within this time after the first is read once
 * @param every a cluster that is watched is read again this often, for what no watch tells
 * @param unwatched a cluster of which something cannot be watched is read again this often
 */
record FollowPace(Duration gather, Duration every, Duration unwatched) {
  /** How many times as long as readings took passes between them. */
  private static final int REST = 4;

  /**
   * So much rest may be owed when a reading begins: after a quiet time a few follow each other at
   * once, also on a busy machine, and what somebody changes just after a reading is told soon.
   */
  private static final long MAY_BE_OWED = Duration.ofSeconds(5).toNanos();

  /**
   * How long to wait before the next reading, zero for no time.
   *
   * @param heard whether something may have changed
   * @param complete whether everything is watched
   * @param sinceNanos since the end of the last reading
   * @param owedNanos the rest that was owed at its end, of {@link #owed}
   */
  Duration beforeReading(boolean heard, boolean complete, long sinceNanos, long owedNanos) {
    long wanted = heard ? owedNanos - MAY_BE_OWED : (complete ? every : unwatched).toNanos();
    return Duration.ofNanos(Math.max(0, wanted - sinceNanos));
  }

  /**
   * The rest that is owed at the end of a reading: four times as long as it took, and what was owed
   * before, so that clusters whose nodes come and go keep their API servers and this service free.
   *
   * @param owedNanos at the end of the reading before
   * @param sinceNanos from then to the end of this one
   * @param tookNanos how long this one took
   */
  static long owed(long owedNanos, long sinceNanos, long tookNanos) {
    return Math.max(0, owedNanos - sinceNanos) + REST * tookNanos;
  }

  Duration afterReading(boolean complete) {
    return complete ? every : unwatched;
  }
}

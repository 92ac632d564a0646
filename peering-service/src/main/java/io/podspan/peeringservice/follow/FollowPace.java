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
  /** How many times as long as a reading took passes before the next. */
  private static final int REST = 4;

  /**
   * How long to wait before the next reading, zero for no time.
   *
   * @param heard whether something may have changed
   * @param complete whether everything is watched
   * @param sinceNanos since the end of the last reading
   * @param tookNanos how long the last reading took: four times as long passes until the next, so
   *     that clusters whose nodes come and go keep their API servers and this service free
   */
  Duration beforeReading(boolean heard, boolean complete, long sinceNanos, long tookNanos) {
    long wanted = heard ? REST * tookNanos : (complete ? every : unwatched).toNanos();
    return Duration.ofNanos(Math.max(0, wanted - sinceNanos));
  }

  Duration afterReading(boolean complete) {
    return complete ? every : unwatched;
  }
}

package io.podspan.bgpreflector.alone;

import java.util.function.LongSupplier;

/** Limits the lines per second and counts those left out. Any thread. */
final class Quota {
  private static final long SECOND = 1_000_000_000;

  private final int perSecond;
  private final LongSupplier nanos;
  private long since;
  private int taken;
  private long untold;

  Quota(int perSecond, LongSupplier nanos) {
    this.perSecond = perSecond;
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** How many lines were left out since the last one; negative to leave this one out too. */
  synchronized long take() {
    long now = nanos.getAsLong();
    if (now - since >= SECOND) {
      since = now;
      taken = 0;
    }
    if (taken >= perSecond) {
      untold++;
      return -1;
    }
    taken++;
    long before = untold;
    untold = 0;
    return before;
  }
}

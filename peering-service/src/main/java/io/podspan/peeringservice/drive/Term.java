package io.podspan.peeringservice.drive;

import io.podspan.peeringservice.peering.intent.Leadership;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time for which this replica may act. Renewed by one thread; all threads may ask.
 *
 * <p>It ends a margin before the lease does, so an action that began in time has its first effect
 * before another replica begins.
 */
public final class Term {
  private final Leadership leadership;
  private final String work;
  private final Duration lease;
  private final Duration margin;
  private final LongSupplier nanoTime;
  private volatile long until;
  private volatile boolean leading;

  public Term(
      Leadership leadership, String work, Duration lease, Duration margin, LongSupplier nanoTime) {
    this.leadership = leadership;
    this.work = work;
    this.lease = lease;
    this.margin = margin;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes or extends the lease.
   *
   * @return whether this replica has it
   */
  public boolean renew() {
    long asked = nanoTime.getAsLong();
    boolean has = leadership.lead(work, lease);
    until = asked + lease.minus(margin).toNanos();
    leading = has;
    return has;
  }

  /** Whether it lasts still. */
  public boolean lasts() {
    return leading && nanoTime.getAsLong() - until < 0;
  }

  /** Another replica may take over at once. */
  public void resign() {
    leading = false;
    leadership.resign(work);
  }
}

package io.podspan.bgpreflector.alone;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Collects the whole heap once what is in it has doubled. The JVM by itself does so only when the
 * heap has reached its limit: routes that come and go would take all of that memory, however few
 * there are at a time.
 *
 * <p>The price is in proportion: each collection costs as much as there is alive, and comes after
 * at least as much was left dead. It waits a minute between two, so that a table that is coming in
 * is not held up by one after the other.
 */
final class HeapWatch {
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  /** What young objects and a small table take anyway. */
  private static final long SLACK = 48L << 20;

  private final LongSupplier used;
  private final LongSupplier nanos;
  private final Runnable collect;
  private long alive;
  private long last;

  /**
   * @param used octets, dead and alive
   * @param collect leaves in {@code used} what is alive
   */
  HeapWatch(LongSupplier used, LongSupplier nanos, Runnable collect) {
    this.used = used;
    this.nanos = nanos;
    this.collect = collect;
    this.last = nanos.getAsLong();
  }

  static HeapWatch ofThisProcess() {
    Runtime runtime = Runtime.getRuntime();
    return new HeapWatch(
        () -> runtime.totalMemory() - runtime.freeMemory(), System::nanoTime, System::gc);
  }

  /** To be called every now and then. */
  void look() {
    long now = nanos.getAsLong();
    if (now - last < INTERVAL) {
      return;
    }
    last = now;
    if (used.getAsLong() > 2 * alive + SLACK) {
      collect.run();
      alive = used.getAsLong();
    }
  }
}

package io.podspan.bgpreflector.alone;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Collects the whole heap once its content has doubled. The JVM alone does so only when the heap
 * reaches its limit. Routes that come and go would then fill all of that memory, even if there are
 * few at a time.
 *
 * <p>The cost is in proportion: a collection costs as much as there is alive, and it comes after at
 * least as much has died. There is at least a minute between two collections. A table that is
 * coming in is therefore not delayed by one collection after the other.
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

  /** To be called regularly. */
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

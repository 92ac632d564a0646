package io.podspan.servicekit.bounds;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A number of bytes that many share. Any thread. */
final class Budget {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  Budget(long most) {
    this.most = most;
  }

  /**
   * Takes so many, or none.
   *
   * @return null when they are not left
   */
  @Nullable Part tryTake(long bytes) {
    while (true) {
      long now = taken.get();
      if (bytes > most - now) {
        return null;
      }
      if (taken.compareAndSet(now, now + bytes)) {
        return new Part(bytes);
      }
    }
  }

  /** Takes so many, for what is there already; nothing is left while there are too many. */
  Part take(long bytes) {
    taken.addAndGet(bytes);
    return new Part(bytes);
  }

  boolean isSpent() {
    return taken.get() >= most;
  }

  long taken() {
    return taken.get();
  }

  /** What one holds. */
  final class Part {
    private final AtomicLong held;

    private Part(long bytes) {
      held = new AtomicLong(bytes);
    }

    /** Once; the second time nothing happens. */
    void giveBack() {
      taken.addAndGet(-held.getAndSet(0));
    }
  }
}

package io.podspan.console.store;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the journal's thread after a commit. Any thread tells, one awaits. */
@Singleton
public class News {
  private final Semaphore told = new Semaphore(0);

  void tell() {
    told.release();
  }

  /** Returns when somebody told since the last time, or after so many milliseconds. */
  void await(long atMostMillis) throws InterruptedException {
    if (told.tryAcquire(atMostMillis, TimeUnit.MILLISECONDS)) {
      told.drainPermits();
    }
  }
}

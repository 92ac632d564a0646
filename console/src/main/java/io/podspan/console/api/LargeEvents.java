package io.podspan.console.api;

import io.podspan.console.journal.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Bounds how many readers of the stream hold large events at the same time. */
@ApplicationScoped
public class LargeEvents {
  private static final int PLACES = 4;

  /** What every reader may hold. */
  private static final int SMALL_CHARACTERS = 128 << 10;

  private final Semaphore places = new Semaphore(PLACES);

  /**
   * Whether a reader may hold these now. If so, it calls {@link #release} with the same ones when
   * it has sent them.
   */
  boolean hold(List<Entry> entries) {
    return !areLarge(entries) || places.tryAcquire();
  }

  void release(List<Entry> entries) {
    if (areLarge(entries)) {
      places.release();
    }
  }

  private static boolean areLarge(List<Entry> entries) {
    return entries.stream().mapToLong(entry -> entry.data().length()).sum() > SMALL_CHARACTERS;
  }
}

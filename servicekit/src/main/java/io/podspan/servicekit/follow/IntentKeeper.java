package io.podspan.servicekit.follow;

import io.podspan.servicekit.supervise.Task;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest whole intent for the next start, on a thread of its own: a disk or a database
 * that does not answer holds up nobody who follows the intent. What was not kept is tried again;
 * meanwhile a newer one takes its place.
 */
final class IntentKeeper implements Task {
  private static final Duration UNTIL_WOKEN = Duration.ofMinutes(1);

  private final KeptIntent place;
  private final AtomicReference<@Nullable Kept> waiting = new AtomicReference<>();

  IntentKeeper(KeptIntent place) {
    this.place = place;
  }

  /** Says what is to be kept. Any thread; it returns at once. Wake the keeper's thread then. */
  void hold(Kept now) {
    waiting.set(now);
  }

  @Override
  public Duration turn() throws IOException {
    keep();
    return UNTIL_WOKEN;
  }

  private void keep() throws IOException {
    Kept now = waiting.get();
    if (now == null) {
      return;
    }
    try {
      place.save(now);
    } catch (IOException | SQLException e) {
      throw new IOException(
          "the intent cannot be kept in " + place.place() + ": " + e.getMessage(), e);
    }
    waiting.compareAndSet(now, null);
  }

  @Override
  public void ended() throws IOException {
    keep();
  }
}

package io.podspan.console.api;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bounds how many answers of {@code why} are worked out at the same time, so that they leave
 * processors to the journal and to other requests. Who waits for another service has no place.
 */
@ApplicationScoped
public class WalksUnderWay {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final Semaphore places;
  private final Duration longestWait;

  public WalksUnderWay() {
    this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), LONGEST_WAIT);
  }

  WalksUnderWay(int places, Duration longestWait) {
    this.places = new Semaphore(places, true);
    this.longestWait = longestWait;
  }

  /** Waits for a place, and works in it. */
  <T> T in(Supplier<T> work) {
    enter();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private void enter() {
    try {
      if (places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(
        Problem.of(
            503,
            "too-many-walks",
            "Too many questions",
            "Others ask why one end does not reach another, and this request waited for them too"
                + " long.",
            "Try again."));
  }
}

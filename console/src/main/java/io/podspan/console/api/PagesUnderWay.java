package io.podspan.console.api;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many answers with events are made at the same time. One holds its events as rows, as
 * text and as JSON: about ten times the characters of a page at worst.
 */
@ApplicationScoped
public class PagesUnderWay {
  private static final int PLACES = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Semaphore places;
  private final Duration longestWait;

  public PagesUnderWay() {
    this(PLACES, LONGEST_WAIT);
  }

  PagesUnderWay(int places, Duration longestWait) {
    this.places = new Semaphore(places, true);
    this.longestWait = longestWait;
  }

  /** Waits for a place. */
  void enter() {
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
            "too-many-pages",
            "Too many pages",
            "Others are reading pages of events, and this request waited for them too long.",
            "Try again, with a smaller limit; GET /api/v1/events/stream follows the journal."));
  }

  void leave() {
    places.release();
  }
}

package io.podspan.servicekit.supervise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a supervised thread does.
 *
 * @param since when this state began
 * @param failures in a row; 0 unless it is failing
 * @param failure what the last turn failed with, null unless it is failing
 */
public record ThreadHealth(State state, Instant since, int failures, @Nullable String failure) {

  /** Where a thread is in its life. */
  public enum State {
    /** No turn has succeeded yet, and none has failed. */
    STARTING,
    /** The last turn succeeded. */
    WORKING,
    /** The last turn failed; the next one follows after a pause. */
    FAILING,
    /** It was stopped. */
    STOPPED
  }

  static ThreadHealth starting(Instant now) {
    return new ThreadHealth(State.STARTING, now, 0, null);
  }

  ThreadHealth succeeded(Instant now) {
    return state == State.WORKING ? this : new ThreadHealth(State.WORKING, now, 0, null);
  }

  ThreadHealth failed(Instant now, String what) {
    Instant began = state == State.FAILING ? since : now;
    return new ThreadHealth(State.FAILING, began, failures + 1, what);
  }

  ThreadHealth stopped(Instant now) {
    return new ThreadHealth(State.STOPPED, now, 0, null);
  }
}

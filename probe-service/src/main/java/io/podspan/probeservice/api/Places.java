package io.podspan.probeservice.api;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** How many requests of a kind are answered at once: each of them asks clusters. Any thread. */
final class Places {
  private final int most;
  private final String what;
  private final Semaphore free;

  /**
   * @param what is asked for, in the plural
   */
  Places(int most, String what) {
    this.most = most;
    this.what = what;
    this.free = new Semaphore(most);
  }

  /** The answer; 429 where there is no place. */
  <T> T within(Supplier<T> answer) {
    if (!free.tryAcquire()) {
      throw tooMany();
    }
    try {
      return answer.get();
    } finally {
      free.release();
    }
  }

  private ProblemException tooMany() {
    return new ProblemException(
        Problem.of(
            429,
            "too-many-requests",
            "Too many requests",
            most + " " + what + " run already.",
            "Try again in a few seconds."));
  }
}

package io.podspan.cli.waiting;

import io.podspan.cli.api.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks again and again, until it is done, can never be, or the time is over. One thread. */
public final class Waiting {
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Clock clock;
  private final Runnable pause;
  private final Instant end;

  /**
   * @param pause between two looks
   */
  public Waiting(Clock clock, Runnable pause, Duration timeout) {
    this.clock = clock;
    this.pause = pause;
    this.end = clock.instant().plus(timeout);
  }

  /**
   * The last verdict: {@link Verdict.NotYet} when the time is over.
   *
   * @param told what it waits for, each time that this is something else
   */
  public Verdict until(Supplier<Verdict> look, Consumer<String> told) {
    Verdict verdict = patient(look);
    String last = "";
    while (verdict instanceof Verdict.NotYet(String now) && clock.instant().isBefore(end)) {
      if (!now.equals(last)) {
        told.accept(now);
        last = now;
      }
      pause.run();
      verdict = patient(look);
    }
    return verdict;
  }

  /** A service that is away for a moment says nothing about the object. */
  private static Verdict patient(Supplier<Verdict> look) {
    try {
      return look.get();
    } catch (ProblemException e) {
      if (e.status() == 0 || e.status() == TOO_MANY_REQUESTS || e.status() >= SERVER_ERROR) {
        return new Verdict.NotYet(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
      throw e;
    }
  }
}

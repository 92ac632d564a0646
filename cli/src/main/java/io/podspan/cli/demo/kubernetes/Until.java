package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.api.ProblemException;
import io.podspan.lab.network.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Waiting for something that has to be asked for again and again. */
final class Until {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Until() {}

  /**
   * Asks until it is so. A question that fails is asked again: what was killed does not answer.
   *
   * @return how long it took from {@code since}; empty when it was not so in time
   */
  static Optional<Duration> so(Instant since, Duration patience, BooleanSupplier question)
      throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (Instant.now().isBefore(end)) {
      if (answered(question)) {
        return Optional.of(Duration.between(since, Instant.now()));
      }
      // Another program is asked, which tells nobody that it is done.
      Thread.sleep(PAUSE);
    }
    return Optional.empty();
  }

  private static boolean answered(BooleanSupplier question) {
    try {
      return question.getAsBoolean();
    } catch (ProblemException | LabException _) {
      return false;
    }
  }
}

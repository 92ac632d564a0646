package io.podspan.bgpreflector.control;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what the shard loops answer, or says that they are busy. */
final class TableAnswer {
  private static final long PATIENCE_MILLIS = 2_000;

  private TableAnswer() {}

  /** Who waits no longer says so: a shard that has not begun does not begin any more. */
  static <T> T of(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | CancellationException e) {
      throw busy();
    } catch (TimeoutException e) {
      answer.cancel(false);
      throw busy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  static ProblemException busy() {
    return new ProblemException(
        Problem.of(
            503,
            "routing-table-busy",
            "Routing table busy",
            "The routing table did not answer in time.",
            "Try again in a few seconds; see /q/health/ready."));
  }
}

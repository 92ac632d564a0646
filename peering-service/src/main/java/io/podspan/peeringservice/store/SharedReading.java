package io.podspan.peeringservice.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One reading answers all who asked before it began, so many who ask often cost as much as one. An
 * answer is never older than its question. Any thread.
 *
 * @param <Q> a question
 * @param <A> the answer to all of them
 */
final class SharedReading<Q, A> {
  private final Function<List<Q>, A> reader;
  private final Executor executor;
  private final long apart;
  private final LongSupplier nanoTime;
  private Round<Q, A> next = new Round<>();
  private boolean underWay;
  private long mayBegin;

  private static final class Round<Q, A> {
    final List<Q> questions = new ArrayList<>();
    final CompletableFuture<A> answer = new CompletableFuture<>();
  }

  /**
   * @param reader called on a thread of the executor, never twice at once
   * @param apart the time from the beginning of one reading to the next, at least: who asks
   *     meanwhile is answered together
   */
  SharedReading(
      Function<List<Q>, A> reader, Executor executor, Duration apart, LongSupplier nanoTime) {
    this.reader = reader;
    this.executor = executor;
    this.apart = apart.toNanos();
    this.nanoTime = nanoTime;
    this.mayBegin = nanoTime.getAsLong();
  }

  /** Waits for a reading that begins after this call. What it threw, this throws. */
  A ask(Q question) {
    CompletableFuture<A> answer;
    synchronized (this) {
      next.questions.add(question);
      answer = next.answer;
      if (!underWay) {
        begin();
        underWay = true;
      }
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("a look of a rollout failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  private void begin() {
    long early = mayBegin - nanoTime.getAsLong();
    Executor then =
        early > 0
            ? CompletableFuture.delayedExecutor(early, TimeUnit.NANOSECONDS, executor)
            : executor;
    then.execute(this::read);
  }

  private void read() {
    Round<Q, A> round;
    synchronized (this) {
      round = next;
      next = new Round<>();
      mayBegin = nanoTime.getAsLong() + apart;
    }
    try {
      round.answer.complete(reader.apply(round.questions));
    } catch (RuntimeException | Error e) {
      round.answer.completeExceptionally(e);
    }
    synchronized (this) {
      underWay = !next.questions.isEmpty();
      if (underWay) {
        begin();
      }
    }
  }
}

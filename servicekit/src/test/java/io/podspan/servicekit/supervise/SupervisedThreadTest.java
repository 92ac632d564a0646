package io.podspan.servicekit.supervise;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.supervise.SupervisedThread.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class SupervisedThreadTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(7);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HandClock clock = new HandClock();

  private SupervisedThread supervised(Task task) {
    return new SupervisedThread("test", task, BACKOFF, metrics, clock);
  }

  /** Fails as often as it has failures; then succeeds. */
  private static final class Scripted implements Task {
    private final ArrayDeque<Throwable> failures = new ArrayDeque<>();
    private final List<Throwable> dropped = new ArrayList<>();

    @Override
    public Duration turn() throws Exception {
      Throwable next = failures.poll();
      switch (next) {
        case null -> {
          return PAUSE;
        }
        case Error error -> throw error;
        case Exception exception -> throw exception;
        default -> throw new AssertionError(next);
      }
    }

    @Override
    public void failed(Throwable failure) {
      dropped.add(failure);
    }
  }

  private double failures() {
    return metrics.counter("podspan_thread_failures_total", "thread", "test").count();
  }

  private double up() {
    return metrics.get("podspan_thread_up").tag("thread", "test").gauge().value();
  }

  @Test
  void isNotUpBeforeItsFirstTurn() {
    SupervisedThread thread = supervised(new Scripted());
    assertThat(up()).isZero();
    assertThat(thread.health().state()).isEqualTo(ThreadHealth.State.STARTING);
    assertThat(thread.waiting()).contains(new Waiting("its first turn", clock.instant()));
  }

  @Test
  void pausesAsLongAsTheTurnSaid() {
    SupervisedThread thread = supervised(new Scripted());
    assertThat(thread.step()).isEqualTo(new Step(PAUSE, false));
    assertThat(thread.health().state()).isEqualTo(ThreadHealth.State.WORKING);
    assertThat(thread.waiting()).isEmpty();
    assertThat(up()).isEqualTo(1);
    assertThat(failures()).isZero();
  }

  @Test
  void pausesLongerAfterEachFailureInARowAndStartsAgainAfterASuccess() {
    Scripted task = new Scripted();
    SupervisedThread thread = supervised(task);
    for (int i = 0; i < 4; i++) {
      task.failures.add(new IllegalStateException("trouble " + i));
    }
    assertThat(List.of(thread.step(), thread.step(), thread.step(), thread.step()))
        .extracting(Step::pause)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(4));
    assertThat(thread.step()).isEqualTo(new Step(PAUSE, false));
    task.failures.add(new IllegalStateException("trouble again"));
    assertThat(thread.step()).isEqualTo(new Step(Duration.ofSeconds(1), true));
    assertThat(failures()).isEqualTo(5);
  }

  @Test
  void saysSinceWhenItFailsAndWithWhatItFailedLast() {
    Scripted task = new Scripted();
    SupervisedThread thread = supervised(task);
    thread.step();
    clock.pass(Duration.ofMinutes(1));
    Instant began = clock.instant();
    task.failures.add(new IllegalStateException("first"));
    task.failures.add(new IllegalStateException("second\nwith details"));
    thread.step();
    clock.pass(Duration.ofMinutes(1));
    thread.step();
    assertThat(thread.health())
        .isEqualTo(
            new ThreadHealth(
                ThreadHealth.State.FAILING, began, 2, "IllegalStateException: second"));
    assertThat(thread.waiting()).contains(new Waiting("IllegalStateException: second", began));
    assertThat(up()).isZero();
  }

  @Test
  void letsTheTaskDropWhatAFailureBroke() {
    Scripted task = new Scripted();
    Exception failure = new IllegalStateException("trouble");
    task.failures.add(failure);
    supervised(task).step();
    assertThat(task.dropped).containsExactly(failure);
  }

  @Test
  void survivesAnErrorAndACleanUpThatFails() {
    Scripted task = new Scripted();
    task.failures.add(new StackOverflowError());
    SupervisedThread thread = supervised(task);
    assertThat(thread.step().failed()).isTrue();
    SupervisedThread worse =
        supervised(
            new Task() {
              @Override
              public Duration turn() {
                throw new IllegalStateException("trouble");
              }

              @Override
              public void failed(Throwable failure) {
                throw new IllegalStateException("more trouble");
              }
            });
    assertThat(worse.step()).isEqualTo(new Step(Duration.ofSeconds(1), true));
  }

  @Test
  void aSecondStartDoesNothing() throws InterruptedException {
    BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
    try (SupervisedThread thread =
        supervised(() -> threads.add(Thread.currentThread()) ? LONG : LONG)) {
      thread.start();
      thread.start();
      assertThat(threads.poll(10, SECONDS)).extracting(Thread::getName).isEqualTo("test");
      thread.wake();
      assertThat(threads.poll(10, SECONDS)).isNotNull();
    }
    assertThat(threads).isEmpty();
  }

  @Test
  void endsTheTaskOnItsOwnThreadWhenItIsStopped() throws InterruptedException {
    BlockingQueue<String> done = new LinkedBlockingQueue<>();
    SupervisedThread thread =
        supervised(
            new Task() {
              @Override
              public Duration turn() {
                done.add("turn");
                return LONG;
              }

              @Override
              public void stopping() {
                done.add("stopping");
              }

              @Override
              public void ended() {
                done.add("ended on " + Thread.currentThread().getName());
              }
            });
    thread.start();
    assertThat(done.poll(10, SECONDS)).isEqualTo("turn");
    assertThat(thread.stop(Duration.ofSeconds(10))).isTrue();
    assertThat(done).contains("ended on test");
    assertThat(thread.health().state()).isEqualTo(ThreadHealth.State.STOPPED);
  }

  @Test
  void interruptsATurnThatOutlastsTheBound() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    SupervisedThread thread =
        supervised(
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
              return LONG;
            });
    thread.start();
    begun.await();
    assertThat(thread.stop(Duration.ofMillis(1))).isTrue();
    assertThat(failures()).as("a turn that was stopped did not fail").isZero();
  }

  @Test
  void neverStartsWhenItWasStoppedBefore() {
    SupervisedThread thread =
        supervised(
            () -> {
              throw new AssertionError("must not run");
            });
    assertThat(thread.stop(Duration.ofSeconds(1))).isTrue();
    thread.start();
    assertThat(failures()).isZero();
  }
}

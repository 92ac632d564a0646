package io.podspan.servicekit.supervise;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that repeats a task until it is stopped, also after failures. Tests call {@link #step}
 * in its place.
 */
public final class SupervisedThread implements Part, AutoCloseable {
  /** How long the last turn and {@link Task#ended} may take together. */
  public static final Duration STOP_BOUND = Duration.ofSeconds(3);

  private static final Logger LOG = Logger.getLogger(SupervisedThread.class);
  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

  private final String name;
  private final Task task;
  private final Backoff backoff;
  private final Clock clock;
  private final Counter failures;
  private final FailureLog log;
  private final Thread thread;
  private final Semaphore wakeUps = new Semaphore(0);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile ThreadHealth health;

  /**
   * What follows a turn.
   *
   * @param pause before the next turn
   * @param failed whether the turn failed; {@link #wake} does not shorten the pause then
   */
  record Step(Duration pause, boolean failed) {}

  /**
   * @param name of the thread, in logs, metrics and health
   */
  public SupervisedThread(
      String name, Task task, Backoff backoff, MeterRegistry metrics, Clock clock) {
    this.name = name;
    this.task = task;
    this.backoff = backoff;
    this.clock = clock;
    this.log = new FailureLog(name);
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    this.health = ThreadHealth.starting(clock.instant());
    this.failures = metrics.counter("podspan_thread_failures_total", "thread", name);
    Gauge.builder("podspan_thread_up", this, SupervisedThread::up)
        .tag("thread", name)
        .description("1 while the last turn of the thread was a success")
        .strongReference(true)
        .register(metrics);
  }

  /** Starts the thread. A second call does nothing, nor does one after a stop. */
  public synchronized void start() {
    if (thread.getState() == Thread.State.NEW && !isStopping()) {
      thread.start();
    }
  }

  /** There is work: ends the pause between two turns. Never blocks; any thread may call it. */
  public void wake() {
    wakeUps.release();
  }

  private void run() {
    while (!isStopping()) {
      pause(step());
    }
    end();
  }

  /** Does one turn. */
  Step step() {
    try {
      Duration pause = task.turn();
      succeeded();
      return new Step(pause, false);
    } catch (InterruptedException e) {
      return isStopping() ? new Step(Duration.ZERO, false) : failed(e);
    } catch (Throwable e) {
      // Also an Error: a thread that is gone without a word is worse than one that tries again.
      return isStopping() ? ignored(e) : failed(e);
    }
  }

  private void succeeded() {
    ThreadHealth before = health;
    Instant now = clock.instant();
    if (!isStopping()) {
      health = before.succeeded(now);
    }
    if (before.failures() > 0) {
      log.recovered(before.failures(), Duration.between(before.since(), now));
    }
  }

  private Step failed(Throwable failure) {
    // Only stop() interrupts, and then the turn is over anyway.
    Thread.interrupted();
    failures.increment();
    Instant now = clock.instant();
    ThreadHealth failing = health.failed(now, Failure.text(failure));
    health = failing;
    Duration pause = backoff.after(failing.failures());
    log.failed(failure, failing.failures(), pause, now);
    dropWhatIsBroken(failure);
    return new Step(pause, true);
  }

  private void dropWhatIsBroken(Throwable failure) {
    try {
      task.failed(failure);
    } catch (RuntimeException e) {
      LOG.debugf(e, "%s could not clean up after a failure", name);
    }
  }

  private Step ignored(Throwable failure) {
    LOG.debugf(failure, "the last turn of %s failed", name);
    return new Step(Duration.ZERO, false);
  }

  private void pause(Step step) {
    long millis = step.pause().toMillis();
    try {
      if (step.failed()) {
        stopping.await(millis, TimeUnit.MILLISECONDS);
      } else if (wakeUps.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      LOG.debugf("the pause of %s was interrupted", name);
    }
  }

  private void end() {
    Thread.interrupted();
    try {
      task.ended();
    } catch (InterruptedException e) {
      LOG.warnf("%s was stopped before it had finished", name);
    } catch (Exception e) {
      LOG.warnf("%s did not end in order: %s", name, Failure.text(e));
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  public ThreadHealth health() {
    return health;
  }

  private double up() {
    return switch (health.state()) {
      case WORKING -> 1;
      case STARTING, FAILING, STOPPED -> 0;
    };
  }

  @Override
  public String name() {
    return name;
  }

  /** Empty while the last turn was a success. */
  @Override
  public Optional<Waiting> waiting() {
    ThreadHealth now = health;
    return switch (now.state()) {
      case STARTING -> Optional.of(new Waiting("its first turn", now.since()));
      case WORKING -> Optional.empty();
      case FAILING -> Optional.of(new Waiting(String.valueOf(now.failure()), now.since()));
      case STOPPED -> Optional.of(new Waiting("nothing any more: it was stopped", now.since()));
    };
  }

  /** Stops within {@link #STOP_BOUND} and two seconds more. */
  @Override
  public void close() {
    stop(STOP_BOUND);
  }

  /**
   * Asks the thread to stop and waits for it. After the bound it is interrupted; two seconds later
   * it is left behind. A second call waits as well.
   *
   * @return whether the thread has ended
   */
  public boolean stop(Duration bound) {
    synchronized (this) {
      stopping.countDown();
      health = health.stopped(clock.instant());
      if (thread.getState() == Thread.State.NEW) {
        return true;
      }
    }
    wakeUps.release();
    task.stopping();
    try {
      if (thread.join(bound)) {
        return true;
      }
      thread.interrupt();
      if (thread.join(AFTER_INTERRUPT)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.warnf("%s did not stop within %d ms and is left behind", name, (Object) bound.toMillis());
    return false;
  }
}

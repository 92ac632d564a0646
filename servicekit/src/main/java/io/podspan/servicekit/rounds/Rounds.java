package io.podspan.servicekit.rounds;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Repeats a round of work for each subject, on a virtual thread per subject. {@link #keep} sets the
 * subjects.
 *
 * @param <S> what is worked on; equal subjects are one subject
 */
public final class Rounds<S> implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Rounds.class);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(2);
  private static final Duration LAST_ROUND = Duration.ofSeconds(3);

  private final String name;
  private final Function<S, Duration> round;
  private final Map<S, Loop> loops = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param name of the threads
   * @param round does one round and returns the pause until the next
   */
  public Rounds(String name, Function<S, Duration> round) {
    this.name = name;
    this.round = round;
  }

  /** Sets the subjects. A round of another subject that is under way ends, and no more follow. */
  public synchronized void keep(Set<S> subjects) {
    if (closed) {
      return;
    }
    Iterator<Map.Entry<S, Loop>> present = loops.entrySet().iterator();
    while (present.hasNext()) {
      Map.Entry<S, Loop> next = present.next();
      if (!subjects.contains(next.getKey())) {
        next.getValue().end();
        present.remove();
      }
    }
    subjects.forEach(subject -> loops.computeIfAbsent(subject, this::started));
  }

  private Loop started(S subject) {
    Loop loop = new Loop(subject);
    loop.thread.start();
    return loop;
  }

  /** The next round of this subject begins at once, or when the present one ends. */
  public synchronized void trigger(S subject) {
    Loop loop = loops.get(subject);
    if (loop != null) {
      loop.wakeUps.release();
    }
  }

  public synchronized void triggerAll() {
    loops.values().forEach(loop -> loop.wakeUps.release());
  }

  /** Whether it is closed: a round that is under way may stop early. */
  public boolean closed() {
    return closed;
  }

  /** Ends all rounds. Waits 3 s for those under way, then interrupts them. */
  @Override
  public synchronized void close() {
    closed = true;
    loops.values().forEach(Loop::end);
    long deadline = System.nanoTime() + LAST_ROUND.toNanos();
    for (Loop loop : loops.values()) {
      loop.awaitEnd(deadline);
    }
    loops.clear();
  }

  private final class Loop {
    private final S subject;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private volatile boolean ended;

    Loop(S subject) {
      this.subject = subject;
      this.thread = Thread.ofVirtual().name(name + "-" + subject).unstarted(this::run);
    }

    private void run() {
      while (!ended) {
        Duration pause = oneRound();
        try {
          // A trigger during the round has left a permit.
          if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            wakeUps.drainPermits();
          }
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private Duration oneRound() {
      try {
        return round.apply(subject);
      } catch (RuntimeException e) {
        if (!ended) {
          LOG.warnf("a round of %s for %s failed: %s", name, subject, e);
          LOG.debug("where", e);
        }
        return AFTER_A_FAULT;
      }
    }

    void end() {
      ended = true;
      wakeUps.release();
    }

    void awaitEnd(long deadlineNanos) {
      try {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime())))) {
          thread.interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

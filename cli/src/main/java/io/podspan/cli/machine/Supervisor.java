package io.podspan.cli.machine;

import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.LogFile;
import io.podspan.embedded.process.Signal;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Keeps children running: says when one dies, with the end of its log, and starts it again after a
 * while that grows. One virtual thread watches each child; {@link #stop} and {@link #stopAll} may
 * come from any thread.
 */
final class Supervisor {
  private static final long LOG_LIMIT = 8L << 20;
  private static final Duration LOOK_AT_LOG = Duration.ofSeconds(30);

  private final Consumer<String> say;
  private final Backoff backoff;
  private final Deque<Kept> kept = new ArrayDeque<>();

  Supervisor(Consumer<String> say, Backoff backoff) {
    this.say = say;
    this.backoff = backoff;
  }

  /** How something is started again; returns when it runs. */
  interface Launch {
    Child launch();
  }

  /** Watches a child that runs already. */
  synchronized void keep(Child first, Launch again) {
    Kept child = new Kept(first, again);
    kept.push(child);
    Thread.ofVirtual().name("watch " + first.command().name()).start(child::watch);
  }

  /**
   * Stops the children of these names at the same time and waits for all of them.
   *
   * @return names of those that had to be killed
   */
  Collection<String> stop(Collection<String> names, Duration grace) {
    Deque<String> killed = new java.util.concurrent.ConcurrentLinkedDeque<>();
    Collection<Thread> stops =
        matching(names).stream()
            .map(child -> Thread.ofVirtual().start(() -> child.stop(grace, killed)))
            .toList();
    for (Thread stop : stops) {
      try {
        stop.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return killed;
  }

  /** Kills the child of this name with SIGKILL, as a crash would; it is started again. */
  void kill(String name) {
    matching(List.of(name)).forEach(Kept::kill);
  }

  void signal(String name, Signal signal) {
    matching(List.of(name)).forEach(kept -> signal.send(kept.child.pid()));
  }

  synchronized boolean isEmpty() {
    return kept.isEmpty();
  }

  private synchronized Collection<Kept> matching(Collection<String> names) {
    return kept.stream().filter(child -> names.contains(child.name)).toList();
  }

  private synchronized void forget(Kept child) {
    kept.remove(child);
  }

  /** One child over all its lives. */
  private final class Kept {
    private final Launch again;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final String name;
    private volatile Child child;
    private volatile boolean killedByUs;
    private int deaths;

    Kept(Child first, Launch again) {
      this.name = first.command().name();
      this.child = first;
      this.again = again;
    }

    void watch() {
      while (stopping.getCount() > 0) {
        int code = awaitEnd();
        if (stopping.getCount() > 0) {
          tell(code);
          relaunch();
        }
      }
    }

    void stop(Duration grace, Deque<String> killed) {
      stopping.countDown();
      synchronized (this) {
        if (!child.stop(grace)) {
          killed.add(name);
        }
      }
      forget(this);
    }

    /** Such a death does not count as one of a program that keeps dying. */
    void kill() {
      killedByUs = true;
      child.kill();
    }

    private int awaitEnd() {
      while (true) {
        try {
          return child.onExit().get(LOOK_AT_LOG.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
          rotate();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
          throw new IllegalStateException("nobody interrupts the watch of " + name, e);
        }
      }
    }

    private void tell(int code) {
      Duration ran = Duration.between(child.startedAt(), Instant.now());
      deaths = killedByUs || backoff.forgets(ran) ? 1 : deaths + 1;
      killedByUs = false;
      say.accept(
          "%s (pid %d) ended by itself with code %d after %d s; starting it again in %d s%s%s"
              .formatted(
                  name,
                  child.pid(),
                  code,
                  ran.toSeconds(),
                  backoff.after(deaths).toSeconds(),
                  fullDisk(),
                  new LogFile(child.command().log()).quoted(8)));
    }

    /** What else is said of it; empty if that is not why. */
    private String fullDisk() {
      LogFile log = new LogFile(child.command().log());
      return FullDisk.explains(String.join("\n", log.tail(8)), log.path())
          .map(said -> ". " + said)
          .orElse("");
    }

    private void relaunch() {
      while (!pausedByStop()) {
        try {
          start();
          return;
        } catch (StartFailedException e) {
          deaths++;
          say.accept("%s did not start again: %s".formatted(name, e.getMessage()));
        }
      }
    }

    private void start() {
      Child fresh = again.launch();
      synchronized (this) {
        child = fresh;
        if (stopping.getCount() == 0) {
          // Stopped while it was starting.
          fresh.kill();
          return;
        }
      }
      say.accept("%s runs again (pid %d)".formatted(name, fresh.pid()));
    }

    private boolean pausedByStop() {
      try {
        return stopping.await(backoff.after(deaths).toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts the watch of " + name, e);
      }
    }

    private void rotate() {
      try {
        new LogFile(child.command().log()).rotateBeyond(LOG_LIMIT);
      } catch (IOException e) {
        say.accept("cannot rotate the log of %s: %s".formatted(name, e.getMessage()));
      }
    }
  }
}

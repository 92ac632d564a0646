package io.podspan.bgpreflector.speaker;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.podspan.bgpreflector.fsm.SessionTimer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one connection, on its I/O loop. Starting a timer anew is only a new deadline: the
 * task that is scheduled already looks at it when it comes, so that a message costs no scheduling.
 */
final class SessionTimers {
  private static final class Running {
    private long deadline;
    private @Nullable ScheduledFuture<?> task;
  }

  private final EventLoop loop;
  private final LongSupplier nanos;
  private final Consumer<SessionTimer> onExpired;
  private final Map<SessionTimer, Running> running = new EnumMap<>(SessionTimer.class);

  SessionTimers(EventLoop loop, LongSupplier nanos, Consumer<SessionTimer> onExpired) {
    this.loop = loop;
    this.nanos = nanos;
    this.onExpired = onExpired;
  }

  void start(SessionTimer timer, int seconds) {
    long deadline = nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    Running present = running.get(timer);
    if (present != null && present.deadline <= deadline) {
      present.deadline = deadline;
      return;
    }
    stop(timer);
    Running started = new Running();
    started.deadline = deadline;
    running.put(timer, started);
    schedule(timer, started);
  }

  void stop(SessionTimer timer) {
    Running stopped = running.remove(timer);
    if (stopped != null && stopped.task != null) {
      stopped.task.cancel(false);
    }
  }

  void stopAll() {
    for (SessionTimer timer : SessionTimer.values()) {
      stop(timer);
    }
  }

  private void schedule(SessionTimer timer, Running run) {
    long delay = Math.max(0, run.deadline - nanos.getAsLong());
    run.task = loop.schedule(() -> look(timer, run), delay, TimeUnit.NANOSECONDS);
  }

  @SuppressWarnings("ReferenceEquality") // whether it is still this run
  private void look(SessionTimer timer, Running run) {
    if (running.get(timer) != run) {
      return;
    }
    if (run.deadline - nanos.getAsLong() > 0) {
      schedule(timer, run);
      return;
    }
    running.remove(timer);
    onExpired.accept(timer);
  }
}

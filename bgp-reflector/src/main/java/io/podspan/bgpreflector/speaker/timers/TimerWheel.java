package io.podspan.bgpreflector.speaker.timers;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All timers of one I/O loop: one task of the loop per tick, for any number of sessions. A timer
 * that is postponed only gets a later deadline, which is checked when the old one comes. Owned by
 * its loop.
 */
public final class TimerWheel {
  public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int SLOTS = 1024;
  private static final System.Logger LOG = System.getLogger(TimerWheel.class.getName());

  /** One timer; its slot's list runs through it. */
  public static final class Timer {
    private final TimerWheel wheel;
    private final @Nullable Runnable onExpired;
    private Timer before = this;
    private Timer after = this;
    private long deadline;
    private long dueTick;

    private Timer(TimerWheel wheel, @Nullable Runnable onExpired) {
      this.wheel = wheel;
      this.onExpired = onExpired;
    }

    /** Starts it, or restarts it. */
    public void start(long nanosFromNow) {
      wheel.start(this, nanosFromNow);
    }

    public void startSeconds(long seconds) {
      start(TimeUnit.SECONDS.toNanos(seconds));
    }

    public void stop() {
      wheel.stop(this);
    }

    @SuppressWarnings("ReferenceEquality") // a list of one
    public boolean isRunning() {
      return after != this;
    }

    private void unlink() {
      before.after = after;
      after.before = before;
      before = this;
      after = this;
    }

    private void linkBefore(Timer head) {
      before = head.before;
      after = head;
      head.before.after = this;
      head.before = this;
    }
  }

  private final EventLoop loop;
  private final LongSupplier nanos;
  private final long origin;
  private final Timer[] slots = new Timer[SLOTS];
  private final Timer expiring = new Timer(this, null);
  private long tick;
  private int running;
  private boolean ticking;
  private boolean late;

  public TimerWheel(EventLoop loop, LongSupplier nanos) {
    this.loop = loop;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Timer(this, null);
    }
  }

  public Timer timer(Runnable onExpired) {
    return new Timer(this, onExpired);
  }

  public long now() {
    return nanos.getAsLong();
  }

  /** Whether the loop was held up before this tick, so that input may be waiting unread. */
  public boolean isLate() {
    return late;
  }

  private void start(Timer timer, long nanosFromNow) {
    timer.deadline = now() + nanosFromNow;
    long due = tickOf(timer.deadline);
    if (timer.isRunning()) {
      if (timer.dueTick <= due) {
        return;
      }
      timer.unlink();
      running--;
    }
    insert(timer, due);
  }

  private void insert(Timer timer, long due) {
    startTicking();
    timer.dueTick = Math.max(due, tick + 1);
    timer.linkBefore(slots[(int) (timer.dueTick & (SLOTS - 1))]);
    running++;
  }

  /** An error of one peer must not stop the timers of all others. */
  private static void expired(Runnable onExpired) {
    try {
      onExpired.run();
    } catch (RuntimeException trouble) {
      LOG.log(System.Logger.Level.ERROR, "A timer's task failed", trouble);
    }
  }

  private void stop(Timer timer) {
    if (timer.isRunning()) {
      timer.unlink();
      running--;
    }
  }

  /** The first tick that is not before this time. */
  private long tickOf(long time) {
    return (time - origin + TICK_NANOS - 1) / TICK_NANOS;
  }

  private void startTicking() {
    if (!ticking) {
      ticking = true;
      tick = (now() - origin) / TICK_NANOS;
      scheduleTick();
    }
  }

  private void scheduleTick() {
    loop.schedule(this::advance, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  private void advance() {
    long reached = (now() - origin) / TICK_NANOS;
    late = reached - tick > 5;
    long first = Math.max(tick + 1, reached - SLOTS + 1);
    for (long passed = first; passed <= reached; passed++) {
      tick = passed;
      expire(slots[(int) (passed & (SLOTS - 1))]);
    }
    if (running > 0) {
      scheduleTick();
    } else {
      ticking = false;
    }
  }

  @SuppressWarnings("ReferenceEquality") // until the list has only its head
  private void expire(Timer slot) {
    while (slot.after != slot) {
      Timer timer = slot.after;
      timer.unlink();
      timer.linkBefore(expiring);
    }
    long now = now();
    while (expiring.after != expiring) {
      Timer timer = expiring.after;
      timer.unlink();
      running--;
      if (timer.dueTick > tick) {
        // Of a later round.
        insert(timer, timer.dueTick);
      } else if (timer.deadline - now > 0) {
        insert(timer, tickOf(timer.deadline));
      } else if (timer.onExpired != null) {
        expired(timer.onExpired);
      }
    }
  }
}

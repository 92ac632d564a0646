package io.podspan.bgpreflector.speaker.timers;

import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.fsm.SessionTimer;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one connection. The hold timer runs from the last message: receiving one only notes
 * the time. Owned by the peer's I/O loop.
 */
public final class ConnectionTimers {
  /** The connection: a port. */
  @FunctionalInterface
  public interface Owner {
    /** A timer has expired. */
    void on(SessionEvent event);
  }

  private final TimerWheel wheel;
  private final DoubleSupplier jitter;
  private final Owner owner;
  private final TimerWheel.@Nullable Timer[] running =
      new TimerWheel.Timer[SessionTimer.values().length];
  private long holdNanos;
  private long holdStartedAt;
  private long readAt;
  private long receivedAt;
  private boolean holdPaused;

  /**
   * @param jitter factors for the timers that peers should not run in step (RFC 4271, section 10)
   */
  public ConnectionTimers(TimerWheel wheel, DoubleSupplier jitter, Owner owner) {
    this.wheel = wheel;
    this.jitter = jitter;
    this.owner = owner;
  }

  public void start(SessionTimer timer, int seconds) {
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    switch (timer) {
      case HOLD -> {
        holdNanos = nanos;
        holdStartedAt = wheel.now();
        receivedAt = holdStartedAt;
        timer(timer).start(nanos);
      }
      case KEEPALIVE, CONNECT_RETRY -> timer(timer).start((long) (nanos * jitter.getAsDouble()));
      case IDLE_HOLD, STABLE -> timer(timer).start(nanos);
    }
  }

  private TimerWheel.Timer timer(SessionTimer timer) {
    TimerWheel.Timer present = running[timer.ordinal()];
    if (present == null) {
      present = wheel.timer(() -> expired(timer));
      running[timer.ordinal()] = present;
    }
    return present;
  }

  public void stop(SessionTimer timer) {
    TimerWheel.Timer present = running[timer.ordinal()];
    if (present != null) {
      present.stop();
    }
  }

  public void stopAll() {
    for (SessionTimer timer : SessionTimer.values()) {
      stop(timer);
    }
  }

  /** Something is being read; whether it is a whole message will be seen. */
  public void readAt() {
    readAt = wheel.now();
  }

  /** A whole message was in what was read. */
  public void received() {
    receivedAt = readAt;
  }

  public long holdStartedAt() {
    return holdStartedAt;
  }

  /** While we do not read, we cannot blame the peer for silence. */
  public void pauseHold(boolean pause) {
    holdPaused = pause;
    receivedAt = wheel.now();
  }

  private void expired(SessionTimer timer) {
    switch (timer) {
      case CONNECT_RETRY -> owner.on(new SessionEvent.ConnectRetryExpired());
      case KEEPALIVE -> owner.on(new SessionEvent.KeepaliveExpired());
      case IDLE_HOLD -> owner.on(new SessionEvent.IdleHoldExpired());
      case STABLE -> owner.on(new SessionEvent.ProvenStable());
      case HOLD -> onHold();
    }
  }

  private void onHold() {
    long left = holdPaused ? holdNanos : receivedAt + holdNanos - wheel.now();
    if (left > 0) {
      timer(SessionTimer.HOLD).start(left);
    } else if (wheel.isLate()) {
      // What the peer has sent meanwhile is read before the next tick.
      timer(SessionTimer.HOLD).start(TimerWheel.TICK_NANOS);
    } else {
      owner.on(new SessionEvent.HoldExpired());
    }
  }
}

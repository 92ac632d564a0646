package io.podspan.bgpreflector.speaker.timers;

import java.util.concurrent.TimeUnit;

/**
 * The send hold timer (RFC 9687). It expires when a peer takes nothing of what waits for it. It
 * looks at what the peer has acknowledged, because a full socket still accepts keepalives for a
 * long time. Owned by the peer's I/O loop.
 */
public final class SendHoldTimer {
  /** The connection: a port. */
  public interface Owner {
    SendProgress sendProgress();

    void onSendHoldExpired();
  }

  /** How often progress is looked at within the limit. */
  private static final int LOOKS = 8;

  private final TimerWheel wheel;
  private final Owner owner;
  private final long limit;
  private final TimerWheel.Timer timer;
  private long lastProgress;
  private long progressAt;

  /** Starts at once. */
  public SendHoldTimer(TimerWheel wheel, int seconds, Owner owner) {
    this.wheel = wheel;
    this.owner = owner;
    this.limit = TimeUnit.SECONDS.toNanos(seconds);
    this.timer = wheel.timer(this::look);
    this.progressAt = wheel.now();
    this.timer.start(limit / LOOKS);
  }

  public void stop() {
    timer.stop();
  }

  private void look() {
    SendProgress now = owner.sendProgress();
    if (!now.isPending() || now.mark() != lastProgress) {
      lastProgress = now.mark();
      progressAt = wheel.now();
    }
    if (wheel.now() - progressAt >= limit) {
      owner.onSendHoldExpired();
    } else {
      timer.start(limit / LOOKS);
    }
  }
}

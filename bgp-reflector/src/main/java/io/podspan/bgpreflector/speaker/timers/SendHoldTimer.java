package io.podspan.bgpreflector.speaker.timers;

import io.netty.channel.Channel;
import io.podspan.bgpreflector.fsm.SessionEvent;
import io.podspan.bgpreflector.speaker.session.Connection;
import io.podspan.bgpreflector.speaker.sockets.Sockets;
import java.util.concurrent.TimeUnit;

/**
 * The send hold timer (RFC 9687): ends a session whose peer takes nothing of what there is for it.
 * Looks at what the peer has acknowledged, since a full socket accepts keepalives for a long time.
 * Owned by the peer's I/O loop.
 */
public final class SendHoldTimer {
  private static final int LOOKS = 8;

  private final Sockets registrar;
  private final TimerWheel wheel;
  private final Connection link;
  private final Channel channel;
  private final long limit;
  private final TimerWheel.Timer timer;
  private long lastProgress;
  private long progressAt;

  public SendHoldTimer(
      Sockets registrar, TimerWheel wheel, Connection link, Channel channel, int seconds) {
    this.registrar = registrar;
    this.wheel = wheel;
    this.link = link;
    this.channel = channel;
    this.limit = TimeUnit.SECONDS.toNanos(seconds);
    this.timer = wheel.timer(this::look);
    this.progressAt = wheel.now();
    this.timer.start(limit / LOOKS);
  }

  public void stop() {
    timer.stop();
  }

  private void look() {
    SendProgress progress = registrar.progress(channel);
    if (!progress.isPending() || progress.mark() != lastProgress) {
      lastProgress = progress.mark();
      progressAt = wheel.now();
    }
    if (wheel.now() - progressAt >= limit) {
      link.on(new SessionEvent.SendHoldExpired());
    } else {
      timer.start(limit / LOOKS);
    }
  }
}

package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.podspan.bgpreflector.fsm.SessionEvent;
import java.util.concurrent.TimeUnit;

/**
 * The send hold timer (RFC 9687): ends a session whose peer takes nothing of what there is for it.
 * Looks at what the peer has acknowledged, since a full socket accepts keepalives for a long time.
 * Owned by the peer's I/O loop.
 */
final class SendHold {
  private static final int LOOKS = 8;

  private final Registrar registrar;
  private final TimerWheel wheel;
  private final Link link;
  private final Channel channel;
  private final long limit;
  private final TimerWheel.Timer timer;
  private long lastProgress;
  private long progressAt;

  SendHold(Registrar registrar, TimerWheel wheel, Link link, Channel channel, int seconds) {
    this.registrar = registrar;
    this.wheel = wheel;
    this.link = link;
    this.channel = channel;
    this.limit = TimeUnit.SECONDS.toNanos(seconds);
    this.timer = wheel.timer(this::look);
    this.progressAt = wheel.now();
    this.timer.start(limit / LOOKS);
  }

  void stop() {
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

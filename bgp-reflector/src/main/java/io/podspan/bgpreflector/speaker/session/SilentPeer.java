package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgpreflector.speaker.timers.TimerWheel;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Watches a peer that has restarted and says nothing: neither a route nor End-of-RIB. Some engines
 * skip a peer while they restart, and answer only when they are asked (RFC 2918). They are asked
 * after 2 seconds, and again after 4, 8, 16 and 32 more. Owned by the peer's I/O loop.
 */
final class SilentPeer {
  static final int FIRST_SECONDS = 2;
  static final int MAX_TIMES = 5;

  private final TimerWheel.Timer timer;
  private final BooleanSupplier silent;
  private final IntConsumer ask;
  private int times;

  /**
   * @param silent whether it has still said nothing
   * @param ask receives how many times it was asked then
   */
  SilentPeer(TimerWheel timers, BooleanSupplier silent, IntConsumer ask) {
    this.timer = timers.timer(this::look);
    this.silent = silent;
    this.ask = ask;
    timer.startSeconds(FIRST_SECONDS);
  }

  private void look() {
    if (silent.getAsBoolean()) {
      times++;
      ask.accept(times);
      if (times < MAX_TIMES) {
        timer.startSeconds((long) FIRST_SECONDS << times);
      }
    }
  }

  void stop() {
    timer.stop();
  }
}

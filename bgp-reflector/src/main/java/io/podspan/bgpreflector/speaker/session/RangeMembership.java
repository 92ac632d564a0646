package io.podspan.bgpreflector.speaker.session;

import io.netty.channel.Channel;
import io.podspan.bgpreflector.speaker.timers.TimerWheel;

/**
 * Tells that a peer exists only because it connected from a range: a port to the one who admitted
 * it.
 */
public interface RangeMembership {

  /** Whether the peer was forgotten; its address may belong to a new one. Any thread. */
  boolean isOver();

  /** A connection that was on its way to the peer when it was forgotten. */
  void readmit(Channel channel);

  /**
   * After every event of the peer, on its I/O loop.
   *
   * @param quiet whether the peer has no connection and need not wait after errors
   */
  void onSettled(boolean quiet, TimerWheel timers);
}

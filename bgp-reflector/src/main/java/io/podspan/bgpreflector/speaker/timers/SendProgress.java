package io.podspan.bgpreflector.speaker.timers;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * How far a peer has taken what was sent to it.
 *
 * @param isPending whether anything waits for it
 * @param mark changes exactly when it takes some
 */
public record SendProgress(boolean isPending, long mark) {

  /** Nothing waits for the peer. */
  public static final SendProgress NONE = new SendProgress(false, 0);

  /** As far as it can be seen without the kernel's help. */
  public static SendProgress ofBuffer(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    if (waiting == null || waiting.isEmpty()) {
      return NONE;
    }
    long mark = (long) System.identityHashCode(waiting.current()) << 32 | waiting.currentProgress();
    return new SendProgress(true, mark);
  }
}

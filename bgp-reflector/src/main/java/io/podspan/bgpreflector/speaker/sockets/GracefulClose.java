package io.podspan.bgpreflector.speaker.sockets;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.TimeUnit;

/** Closes connections so that the last message arrives. */
public final class GracefulClose {
  private static final long LINGER_MILLIS = 1000;

  private GracefulClose() {}

  /** Lets the peer read what was sent before it sees the end, for a second at most. */
  public static void close(Channel channel, IoLoop loop, Sockets sockets) {
    if (!channel.isActive()) {
      abandon(channel);
      return;
    }
    channel.config().setAutoRead(true);
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener((ChannelFutureListener) written -> sockets.finishOutput(written.channel()));
    loop.events().schedule(() -> end(channel, sockets), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void end(Channel channel, Sockets sockets) {
    if (channel.isOpen() && sockets.progress(channel).isPending()) {
      sockets.abort(channel);
    } else {
      channel.close();
    }
  }

  /** Closes at once, for instance an attempt to connect that is no longer needed. */
  public static void abandon(Channel channel) {
    if (channel.isRegistered()) {
      channel.close();
    } else {
      channel.unsafe().closeForcibly();
    }
  }
}

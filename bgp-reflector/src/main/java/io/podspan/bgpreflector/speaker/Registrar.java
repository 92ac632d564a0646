package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/** Channels on and off the network: a port, so that sessions are tested on embedded channels. */
interface Registrar {

  /** Starts to serve an accepted channel on this loop. */
  void register(Channel channel, EventLoop loop);

  /** A new channel that connects to the target. */
  Channel connect(
      EventLoop loop,
      InetSocketAddress target,
      ChannelHandler decoder,
      ChannelHandler handler,
      BiConsumer<Channel, String> onFailed);

  /** No more output; the peer reads what there is and then the end. */
  void finishOutput(Channel channel);
}

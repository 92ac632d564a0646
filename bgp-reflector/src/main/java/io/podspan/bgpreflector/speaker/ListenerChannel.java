package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A listening socket without Netty's own acceptor, which would register every connection with a
 * loop before anybody could look at its address.
 */
final class ListenerChannel {
  private static final int BACKLOG = 4096;

  private ListenerChannel() {}

  static Channel bind(Transport transport, InetSocketAddress address, Acceptor acceptor)
      throws IOException {
    ServerChannel channel = transport.serverChannel().get();
    channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
    channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    channel.pipeline().addLast(acceptor);
    transport.loops().register(channel).syncUninterruptibly();
    ChannelFuture bound = channel.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + bound.cause().getMessage(),
          bound.cause());
    }
    return channel;
  }
}

package io.podspan.bgpreflector.speaker.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.keys.ProtectionOptions;
import io.podspan.bgpreflector.speaker.sockets.SocketOptions;
import io.podspan.bgpreflector.speaker.sockets.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A listening socket. It does not use Netty's acceptor, which registers every connection with a
 * loop before its address can be checked.
 */
public final class ListenerChannel {
  /** The kernel makes it net.core.somaxconn where that is less. */
  private static final int BACKLOG = 4096;

  /** Connections that are accepted before the sessions of the same loop get their turn. */
  private static final int BURST = 256;

  private ListenerChannel() {}

  public static Channel bind(Transport transport, IpAddress address, int port, Acceptor acceptor)
      throws IOException {
    ServerChannel channel = transport.listener(address);
    channel.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
    channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
    if (channel.config().getRecvByteBufAllocator() instanceof MaxMessagesRecvByteBufAllocator m) {
      m.maxMessagesPerRead(BURST);
    }
    if (transport.isNative()) {
      channel.config().setOption(ProtectionOptions.SAVE_SYN, 1);
    }
    if (transport.isNative() && address.ipv6()) {
      // IPv4 has listeners of its own.
      channel.config().setOption(SocketOptions.V6_ONLY, 1);
    }
    channel.pipeline().addLast(acceptor);
    transport.group().register(channel).syncUninterruptibly();
    InetSocketAddress at = new InetSocketAddress(address.toInetAddress(), port);
    ChannelFuture bound = channel.bind(at).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on " + address + " port " + port + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    return channel;
  }
}

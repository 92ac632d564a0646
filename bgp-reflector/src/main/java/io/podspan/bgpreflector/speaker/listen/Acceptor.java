package io.podspan.bgpreflector.speaker.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.podspan.addresses.IpAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Decides about a connection by its address alone, before anything is read or allocated for it. */
public final class Acceptor extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(Acceptor.class.getName());
  private static final long PAUSE_MILLIS = 500;

  private final PeerDirectory peers;

  public Acceptor(PeerDirectory peers) {
    this.peers = peers;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    Channel channel = (Channel) accepted;
    if (channel.remoteAddress() instanceof InetSocketAddress remote) {
      peers.receive(channel, IpAddress.of(remote.getAddress()));
    } else {
      // Gone before we could look.
      channel.unsafe().closeForcibly();
    }
  }

  /**
   * For instance too many open files: the listener stays, the kernel queues, and we do not ask
   * again at once, since asking would keep the loop busy.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Channel listener = context.channel();
    if (listener.config().isAutoRead()) {
      listener.config().setAutoRead(false);
      listener
          .eventLoop()
          .schedule(() -> listener.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      LOG.log(System.Logger.Level.WARNING, "Accepting connections: " + cause.getMessage());
    }
  }
}

package io.podspan.bgpreflector.speaker.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.podspan.addresses.IpAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Takes accepted connections to their peers, by address, before anything is read or allocated. */
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
   * For instance too many open files. The listener stays and the kernel queues connections. We
   * pause before the next attempt, because it would fail at once and keep the loop busy.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Channel listener = context.channel();
    if (listener.config().isAutoRead()) {
      listener.config().setAutoRead(false);
      listener
          .eventLoop()
          .schedule(() -> listener.config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      LOG.log(
          System.Logger.Level.WARNING,
          "Cannot accept connections, trying again in "
              + PAUSE_MILLIS
              + " ms: "
              + cause.getMessage());
    }
  }
}

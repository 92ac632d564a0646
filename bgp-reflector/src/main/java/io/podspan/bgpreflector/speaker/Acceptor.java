package io.podspan.bgpreflector.speaker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.podspan.bgpreflector.wire.Ipv4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Decides about a connection by its address alone, before anything is read or allocated for it. */
final class Acceptor extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(Acceptor.class.getName());
  private static final Ipv4Address UNKNOWN = new Ipv4Address(0);

  private final PeerDirectory peers;
  private final Refusals refusals;

  Acceptor(PeerDirectory peers, Refusals refusals) {
    this.peers = peers;
    this.refusals = refusals;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    Channel channel = (Channel) accepted;
    Ipv4Address address = addressOf(channel.remoteAddress());
    PeerSession session = peers.find(address);
    if (session == null) {
      channel.unsafe().closeForcibly();
      refusals.note(
          address, peers.isStopping() ? RefusalReason.STOPPING : RefusalReason.UNKNOWN_PEER);
    } else {
      session.loop().execute(() -> session.admit(channel));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // For instance too many open files: the listener stays, the kernel queues.
    LOG.log(System.Logger.Level.WARNING, "Accepting connections: " + cause.getMessage());
  }

  private static Ipv4Address addressOf(SocketAddress remote) {
    return remote instanceof InetSocketAddress inet && inet.getAddress() != null
        ? Ipv4Address.parse(inet.getAddress().getHostAddress()).orElse(UNKNOWN)
        : UNKNOWN;
  }
}

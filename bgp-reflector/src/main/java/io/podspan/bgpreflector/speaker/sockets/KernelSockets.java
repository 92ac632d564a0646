package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.keys.Keyring;
import io.podspan.bgpreflector.speaker.keys.ProtectionOptions;
import io.podspan.bgpreflector.speaker.pulse.TcpSigns;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The real network. */
public final class KernelSockets implements Sockets {
  private static final int CONNECT_TIMEOUT_MILLIS = 5000;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 << 10, 256 << 10);

  private static final int SECONDS_OF_QUIET = 3;
  private static final int SECONDS_BETWEEN_PROBES = 2;

  /** The most that the kernel takes. After them it ends the connection. */
  private static final int PROBES = 127;

  /**
   * Sessions with a longer hold time, or none, say so little that the kernel would end them. In the
   * others a KEEPALIVE (RFC 4271) is on its way before, and then the kernel counts no probes.
   */
  private static final int LONGEST_HOLD = 600;

  private final Transport transport;
  private final List<IpAddress> dialFrom;

  /**
   * @param dialFrom our own addresses, as peers know them
   */
  public KernelSockets(Transport transport, List<IpAddress> dialFrom) {
    this.transport = transport;
    this.dialFrom = List.copyOf(dialFrom);
  }

  @Override
  public boolean isTooFar(Channel channel, PeerConfig peer) {
    try {
      return transport.isNative()
          && peer.protection().limitsTtl()
          && ProtectionOptions.ttlOfSyn(channel) < peer.protection().minTtl();
    } catch (ChannelException gone) {
      return true;
    }
  }

  @Override
  public boolean protect(Channel channel, PeerConfig peer) {
    try {
      limitTtl(channel, peer);
      return true;
    } catch (ChannelException gone) {
      channel.unsafe().closeForcibly();
      return false;
    }
  }

  private static void limitTtl(Channel channel, PeerConfig peer) {
    boolean ipv6 = peer.address().ipv6();
    if (peer.protection().limitsTtl()) {
      channel.config().setOption(ProtectionOptions.ttl(ipv6), 255);
      channel.config().setOption(ProtectionOptions.minTtl(ipv6), peer.protection().minTtl());
    }
  }

  @Override
  public void register(Channel channel, IoLoop loop) {
    configure(channel, loop);
    loop.events().register(channel);
  }

  private void configure(Channel channel, IoLoop loop) {
    ChannelConfig config = channel.config();
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setAllocator(transport.allocator());
    config.setRecvByteBufAllocator(loop.receiveBuffer());
    config.setWriteBufferWaterMark(WATER_MARK);
  }

  @Override
  public Channel connect(
      IoLoop loop, PeerConfig peer, ChannelHandler handler, BiConsumer<Channel, String> onFailed) {
    Channel channel = transport.socket(peer.address());
    try {
      configure(channel, loop);
      channel.config().setConnectTimeoutMillis(CONNECT_TIMEOUT_MILLIS);
      limitTtl(channel, peer);
      changePassword(channel, peer);
    } catch (ChannelException failed) {
      loop.execute(() -> onFailed.accept(channel, "cannot connect: " + failed.getMessage()));
      return channel;
    }
    channel.pipeline().addLast(handler);
    loop.events().register(channel);
    connect(channel, peer)
        .addListener(
            done -> {
              if (!done.isSuccess() && !done.isCancelled()) {
                onFailed.accept(channel, "cannot connect: " + done.cause().getMessage());
              }
            });
    return channel;
  }

  private ChannelFuture connect(Channel channel, PeerConfig peer) {
    var target = new InetSocketAddress(peer.address().toInetAddress(), peer.dialPort());
    Optional<InetSocketAddress> from =
        dialFrom.stream()
            .filter(address -> address.ipv6() == peer.address().ipv6())
            .findFirst()
            .map(address -> new InetSocketAddress(address.toInetAddress(), 0));
    return from.map(local -> channel.connect(target, local))
        .orElseGet(() -> channel.connect(target));
  }

  @Override
  public void changePassword(Channel channel, PeerConfig peer) {
    peer.protection()
        .password()
        .ifPresent(
            secret ->
                channel
                    .config()
                    .setOption(
                        ProtectionOptions.MD5_KEY, Keyring.keyOf(peer.address()).with(secret)));
  }

  @Override
  public SendProgress progress(Channel channel) {
    if (!transport.isNative() || !channel.isOpen()) {
      return SendProgress.ofBuffer(channel);
    }
    try {
      return SocketOptions.progress(channel);
    } catch (ChannelException gone) {
      return SendProgress.ofBuffer(channel);
    }
  }

  @Override
  public boolean probe(Channel channel, int holdTime) {
    if (!transport.isNative() || holdTime == 0 || holdTime > LONGEST_HOLD) {
      return false;
    }
    try {
      ChannelConfig config = channel.config();
      config.setOption(EpollChannelOption.TCP_KEEPIDLE, SECONDS_OF_QUIET);
      config.setOption(EpollChannelOption.TCP_KEEPINTVL, SECONDS_BETWEEN_PROBES);
      config.setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
      config.setOption(ChannelOption.SO_KEEPALIVE, true);
      return true;
    } catch (ChannelException gone) {
      return false;
    }
  }

  @Override
  public @Nullable TcpSigns signs(Channel channel) {
    try {
      return channel.isOpen() ? SocketOptions.signs(channel) : null;
    } catch (ChannelException gone) {
      return null;
    }
  }

  @Override
  public void finishOutput(Channel channel) {
    if (channel.isActive() && channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }

  @Override
  public void abort(Channel channel) {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException gone) {
      // There is nothing to discard.
    }
    channel.close();
  }
}

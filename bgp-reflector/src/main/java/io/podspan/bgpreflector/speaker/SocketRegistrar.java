package io.podspan.bgpreflector.speaker;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.podspan.bgpreflector.wire.Ipv4Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Real sockets. */
final class SocketRegistrar implements Registrar {
  private static final int CONNECT_TIMEOUT_MILLIS = 5000;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 << 10, 256 << 10);

  private final Transport transport;
  private final Optional<Ipv4Address> dialFrom;

  /**
   * @param dialFrom the address that peers know us by, where there is one
   */
  SocketRegistrar(Transport transport, Optional<Ipv4Address> dialFrom) {
    this.transport = transport;
    this.dialFrom = dialFrom;
  }

  @Override
  public void register(Channel channel, EventLoop loop) {
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setAllocator(transport.allocator());
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    loop.register(channel);
  }

  @Override
  public Channel connect(
      EventLoop loop,
      InetSocketAddress target,
      ChannelHandler decoder,
      ChannelHandler handler,
      BiConsumer<Channel, String> onFailed) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.channel())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.ALLOCATOR, transport.allocator())
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(decoder, handler);
                  }
                });
    ChannelFuture connecting =
        dialFrom
            .map(from -> bootstrap.connect(target, new InetSocketAddress(from.toString(), 0)))
            .orElseGet(() -> bootstrap.connect(target));
    connecting.addListener(
        done -> {
          if (!done.isSuccess() && !done.isCancelled()) {
            onFailed.accept(connecting.channel(), "cannot connect: " + done.cause().getMessage());
          }
        });
    return connecting.channel();
  }

  @Override
  public void finishOutput(Channel channel) {
    if (channel.isActive() && channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
  }
}

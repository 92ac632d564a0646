package io.podspan.bgpreflector.speaker;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.function.Supplier;

/**
 * Event loops of our own, so that nothing else delays a keepalive: native epoll where there is,
 * else NIO.
 *
 * @param allocator small chunks, direct memory only: most sessions are quiet
 */
record Transport(
    EventLoopGroup loops,
    Supplier<ServerChannel> serverChannel,
    Class<? extends SocketChannel> channel,
    PooledByteBufAllocator allocator) {

  static Transport open(int ioLoops) {
    DefaultThreadFactory threads = new DefaultThreadFactory("bgp-io", true);
    // Pages of 8 KiB, chunks of 256 KiB.
    PooledByteBufAllocator allocator =
        new PooledByteBufAllocator(true, 0, ioLoops, 8192, 5, 32, 8, false);
    return Epoll.isAvailable()
        ? new Transport(
            new EpollEventLoopGroup(ioLoops, threads),
            EpollServerSocketChannel::new,
            EpollSocketChannel.class,
            allocator)
        : new Transport(
            new NioEventLoopGroup(ioLoops, threads),
            NioServerSocketChannel::new,
            NioSocketChannel.class,
            allocator);
  }
}

package io.podspan.bgpreflector.speaker.sockets;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.podspan.addresses.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The event loops, which nothing else uses, so that nothing else delays a keepalive: native epoll
 * where it is available, else NIO. A socket has the family of its address, because options of IPv4
 * have no effect on sockets of IPv6.
 *
 * @param isNative whether it is epoll, with all its options
 * @param allocator small chunks, direct memory only: most sessions are quiet
 */
public record Transport(
    boolean isNative, EventLoopGroup group, List<IoLoop> loops, PooledByteBufAllocator allocator) {

  public static Transport open(int ioLoops) {
    DefaultThreadFactory threads = new DefaultThreadFactory("bgp-io", true);
    boolean isNative = Epoll.isAvailable();
    EventLoopGroup group =
        isNative
            ? new EpollEventLoopGroup(ioLoops, threads)
            : new NioEventLoopGroup(ioLoops, threads);
    List<IoLoop> loops = new ArrayList<>();
    group.forEach(loop -> loops.add(IoLoop.of((EventLoop) loop, System::nanoTime)));
    // Pages of 8 KiB, chunks of 256 KiB.
    PooledByteBufAllocator allocator =
        new PooledByteBufAllocator(true, 0, ioLoops, 8192, 5, 32, 8, false);
    return new Transport(isNative, group, List.copyOf(loops), allocator);
  }

  public ServerChannel listener(IpAddress address) {
    return isNative
        ? new EpollServerSocketChannel(familyOf(address))
        : new NioServerSocketChannel();
  }

  public Channel socket(IpAddress target) {
    return isNative ? new EpollSocketChannel(familyOf(target)) : new NioSocketChannel();
  }

  private static InternetProtocolFamily familyOf(IpAddress address) {
    return address.ipv6() ? InternetProtocolFamily.IPv6 : InternetProtocolFamily.IPv4;
  }
}

package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.nio.ByteBuffer;

/** Socket options of Linux that Netty has no name for (linux/in6.h, linux/tcp.h). */
public final class SocketOptions {
  private static final int TCP = 6;
  private static final int IPV6 = 41;

  public static final ChannelOption<Integer> V6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", IPV6, 26);

  private static final int INFO_LENGTH = 148;
  private static final int BYTES_ACKED = 120;
  private static final int UNACKED = 24;
  private static final int NOT_SENT = 144;
  private static final ChannelOption<ByteBuffer> INFO =
      new RawUnixChannelOption("TCP_INFO", TCP, 11, INFO_LENGTH);

  private SocketOptions() {}

  /** How far the peer is with taking what was sent, as the kernel knows it (struct tcp_info). */
  static SendProgress progress(Channel channel) {
    ByteBuffer info = channel.config().getOption(INFO);
    if (info == null) {
      return SendProgress.ofBuffer(channel);
    }
    boolean inKernel = info.getInt(UNACKED) != 0 || info.getInt(NOT_SENT) != 0;
    boolean isPending = inKernel || SendProgress.ofBuffer(channel).isPending();
    return new SendProgress(isPending, info.getLong(BYTES_ACKED));
  }
}

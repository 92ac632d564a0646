package io.podspan.bgpreflector.speaker.sockets;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.podspan.bgpreflector.speaker.pulse.TcpSigns;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Socket options of Linux that Netty has no name for (linux/in6.h, linux/tcp.h). */
public final class SocketOptions {
  private static final int TCP = 6;
  private static final int IPV6 = 41;

  public static final ChannelOption<Integer> V6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", IPV6, 26);

  /** Of Linux 4.6 and later. */
  private static final int INFO_LENGTH = 160;

  private static final int RETRANSMITS = 2;
  private static final int PROBES = 3;
  private static final int UNACKED = 24;
  private static final int SINCE_ACK = 56;
  private static final int BYTES_ACKED = 120;
  private static final int BYTES_RECEIVED = 128;
  private static final int SEGMENTS_IN = 140;
  private static final int NOT_SENT = 144;
  private static final int DATA_SEGMENTS_IN = 152;
  private static final ChannelOption<ByteBuffer> INFO =
      new RawUnixChannelOption("TCP_INFO", TCP, 11, INFO_LENGTH);

  private SocketOptions() {}

  /** How far the peer is with taking what was sent, as the kernel knows it (struct tcp_info). */
  static SendProgress progress(Channel channel) {
    ByteBuffer info = info(channel);
    if (info == null) {
      return SendProgress.ofBuffer(channel);
    }
    boolean inKernel = info.getInt(UNACKED) != 0 || info.getInt(NOT_SENT) != 0;
    boolean isPending = inKernel || SendProgress.ofBuffer(channel).isPending();
    return new SendProgress(isPending, info.getLong(BYTES_ACKED));
  }

  private static @Nullable ByteBuffer info(Channel channel) {
    ByteBuffer info = channel.config().getOption(INFO);
    return info == null ? null : info.order(ByteOrder.nativeOrder());
  }

  static @Nullable TcpSigns signs(Channel channel) {
    ByteBuffer info = info(channel);
    return info == null
        ? null
        : new TcpSigns(
            Byte.toUnsignedInt(info.get(PROBES)),
            Byte.toUnsignedInt(info.get(RETRANSMITS)),
            info.getInt(UNACKED),
            Integer.toUnsignedLong(info.getInt(SINCE_ACK)),
            info.getLong(BYTES_ACKED),
            info.getLong(BYTES_RECEIVED),
            info.getInt(SEGMENTS_IN),
            info.getInt(DATA_SEGMENTS_IN));
  }
}

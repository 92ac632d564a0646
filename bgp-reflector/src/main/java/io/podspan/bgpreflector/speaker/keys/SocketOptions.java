package io.podspan.bgpreflector.speaker.keys;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.nio.ByteBuffer;

/** Linux's socket options that Netty has no name for (linux/in.h, linux/in6.h, linux/tcp.h). */
public final class SocketOptions {
  private static final int IP = 0;
  private static final int TCP = 6;
  private static final int IPV6 = 41;

  private static final ChannelOption<Integer> TTL = new IntegerUnixChannelOption("IP_TTL", IP, 2);
  private static final ChannelOption<Integer> MIN_TTL =
      new IntegerUnixChannelOption("IP_MINTTL", IP, 21);
  private static final ChannelOption<Integer> HOPS =
      new IntegerUnixChannelOption("IPV6_UNICAST_HOPS", IPV6, 16);
  private static final ChannelOption<Integer> MIN_HOPS =
      new IntegerUnixChannelOption("IPV6_MINHOPCOUNT", IPV6, 73);

  public static final ChannelOption<Integer> V6_ONLY =
      new IntegerUnixChannelOption("IPV6_V6ONLY", IPV6, 26);
  public static final ChannelOption<ByteBuffer> MD5_KEY =
      new RawUnixChannelOption("TCP_MD5SIG_EXT", TCP, 32, Md5Key.STRUCT_LENGTH);

  private static final int INFO_LENGTH = 148;
  private static final int BYTES_ACKED = 120;
  private static final int UNACKED = 24;
  private static final int NOT_SENT = 144;
  private static final ChannelOption<ByteBuffer> INFO =
      new RawUnixChannelOption("TCP_INFO", TCP, 11, INFO_LENGTH);

  /** Has a listener keep the SYN of each connection. */
  public static final ChannelOption<Integer> SAVE_SYN =
      new IntegerUnixChannelOption("TCP_SAVE_SYN", TCP, 27);

  // IP and TCP headers with all options.
  private static final ChannelOption<ByteBuffer> SAVED_SYN =
      new RawUnixChannelOption("TCP_SAVED_SYN", TCP, 28, 160);
  private static final int IPV4_TTL = 8;
  private static final int IPV6_HOP_LIMIT = 7;

  private SocketOptions() {}

  /** The TTL or hop limit that a connection's SYN arrived with; 255 where it was not kept. */
  public static int ttlOfSyn(Channel channel) {
    ByteBuffer syn = channel.config().getOption(SAVED_SYN);
    int version = syn == null ? 0 : (syn.get(0) & 0xff) >>> 4;
    return switch (version) {
      case 4 -> syn.get(IPV4_TTL) & 0xff;
      case 6 -> syn.get(IPV6_HOP_LIMIT) & 0xff;
      default -> 255;
    };
  }

  public static ChannelOption<Integer> ttl(boolean ipv6) {
    return ipv6 ? HOPS : TTL;
  }

  public static ChannelOption<Integer> minTtl(boolean ipv6) {
    return ipv6 ? MIN_HOPS : MIN_TTL;
  }

  /** What the kernel knows of how the peer takes what is sent (struct tcp_info). */
  public static SendProgress progress(Channel channel) {
    ByteBuffer info = channel.config().getOption(INFO);
    if (info == null) {
      return SendProgress.ofBuffer(channel);
    }
    boolean inKernel = info.getInt(UNACKED) != 0 || info.getInt(NOT_SENT) != 0;
    boolean isPending = inKernel || SendProgress.ofBuffer(channel).isPending();
    return new SendProgress(isPending, info.getLong(BYTES_ACKED));
  }
}

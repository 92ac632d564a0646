package io.podspan.bgpreflector.speaker.keys;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;

/** The socket options of Linux for TCP MD5 and TTL security (linux/in.h, in6.h and tcp.h). */
public final class ProtectionOptions {
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

  public static final ChannelOption<ByteBuffer> MD5_KEY =
      new RawUnixChannelOption("TCP_MD5SIG_EXT", TCP, 32, Md5Key.STRUCT_LENGTH);

  /** Has a listener keep the SYN of each connection. */
  public static final ChannelOption<Integer> SAVE_SYN =
      new IntegerUnixChannelOption("TCP_SAVE_SYN", TCP, 27);

  // IP and TCP headers with all options.
  private static final ChannelOption<ByteBuffer> SAVED_SYN =
      new RawUnixChannelOption("TCP_SAVED_SYN", TCP, 28, 160);
  private static final int IPV4_TTL = 8;
  private static final int IPV6_HOP_LIMIT = 7;

  private ProtectionOptions() {}

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
}

package io.podspan.bgpreflector.alone;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** What a peer sends, octet by octet (RFC 4271, section 4). */
final class TrainingFrames {
  static final int HEADER = 19;
  static final int NOTIFICATION = 3;
  private static final int MAX = 4096;
  private static final int OPEN = 1;
  private static final int UPDATE = 2;
  private static final int KEEPALIVE = 4;
  private static final int ROUTE_REFRESH = 5;

  /** IPv4 and IPv6 unicast, route refresh, four-octet AS 64512. */
  private static final byte[] CAPABILITIES =
      HexFormat.of().parseHex("02140104000100010104000200010200" + "41040000fc00");

  private static final byte[] ORIGIN_AND_EMPTY_PATH = HexFormat.of().parseHex("40010100400200");

  private TrainingFrames() {}

  static byte[] open(int identifier) {
    ByteBuffer frame = begin(OPEN);
    frame.put((byte) 4).putShort((short) 64512).putShort((short) 90).putInt(identifier);
    frame.put((byte) CAPABILITIES.length).put(CAPABILITIES);
    return end(frame);
  }

  static byte[] keepalive() {
    return end(begin(KEEPALIVE));
  }

  /** Cease, administrative shutdown. */
  static byte[] goodbye() {
    return end(begin(NOTIFICATION).put((byte) 6).put((byte) 2));
  }

  static byte[] refresh(int afi) {
    return end(begin(ROUTE_REFRESH).putShort((short) afi).put((byte) 0).put((byte) 1));
  }

  /**
   * An UPDATE that counts as a withdrawal of its routes: ORIGIN has a value that does not exist.
   */
  static byte[] malformed(int prefix, int nextHop) {
    byte[] frame = announceIpv4(nextHop, 0, 100, prefix, 1);
    frame[HEADER + 7] = 9;
    return frame;
  }

  /** So many /24, one after the other. */
  static byte[] announceIpv4(int nextHop, int med, int preference, int first, int count) {
    ByteBuffer frame = begin(UPDATE).putShort((short) 0);
    int attributes = frame.position();
    frame.putShort((short) 0).put(ORIGIN_AND_EMPTY_PATH);
    attribute(frame, 0x40, 3, nextHop);
    attribute(frame, 0x80, 4, med);
    attribute(frame, 0x40, 5, preference);
    frame.putShort(attributes, (short) (frame.position() - attributes - 2));
    ipv4Prefixes(frame, first, count);
    return end(frame);
  }

  static byte[] withdrawIpv4(int first, int count) {
    ByteBuffer frame = begin(UPDATE).putShort((short) (4 * count));
    ipv4Prefixes(frame, first, count);
    return end(frame.putShort((short) 0));
  }

  /** So many /64, one after the other, in MP_REACH_NLRI (RFC 4760). */
  static byte[] announceIpv6(int nextHop, int med, int first, int count) {
    ByteBuffer frame = begin(UPDATE).putShort((short) 0);
    int attributes = frame.position();
    frame.putShort((short) 0).put(ORIGIN_AND_EMPTY_PATH);
    attribute(frame, 0x80, 4, med);
    attribute(frame, 0x40, 5, 100);
    frame.putShort((short) 0x900e).putShort((short) (21 + 9 * count));
    frame.putShort((short) 2).put((byte) 1).put((byte) 16);
    frame.putLong(0x20010db8_00000000L).putLong(nextHop & 0xffff_ffffL).put((byte) 0);
    ipv6Prefixes(frame, first, count);
    frame.putShort(attributes, (short) (frame.position() - attributes - 2));
    return end(frame);
  }

  static byte[] withdrawIpv6(int first, int count) {
    ByteBuffer frame = begin(UPDATE).putShort((short) 0).putShort((short) (7 + 9 * count));
    frame.putShort((short) 0x900f).putShort((short) (3 + 9 * count));
    frame.putShort((short) 2).put((byte) 1);
    ipv6Prefixes(frame, first, count);
    return end(frame);
  }

  private static void attribute(ByteBuffer frame, int flags, int code, int value) {
    frame.put((byte) flags).put((byte) code).put((byte) 4).putInt(value);
  }

  private static void ipv4Prefixes(ByteBuffer frame, int first, int count) {
    for (int i = 0; i < count; i++) {
      frame.putInt(24 << 24 | (first + (i << 8)) >>> 8);
    }
  }

  private static void ipv6Prefixes(ByteBuffer frame, int first, int count) {
    for (int i = 0; i < count; i++) {
      frame.put((byte) 64).putLong(0x20010db8_00000000L + first + i);
    }
  }

  private static ByteBuffer begin(int type) {
    byte[] marker = new byte[16];
    Arrays.fill(marker, (byte) 0xff);
    return ByteBuffer.allocate(MAX).put(marker).putShort((short) 0).put((byte) type);
  }

  private static byte[] end(ByteBuffer frame) {
    frame.putShort(16, (short) frame.position());
    return Arrays.copyOf(frame.array(), frame.position());
  }
}

package io.podspan.bgpreflector.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Messages and parts of them, written by hand. */
public final class Bytes {
  public static final int OPEN = 1;
  public static final int UPDATE = 2;
  public static final int NOTIFICATION = 3;
  public static final int KEEPALIVE = 4;
  public static final int ROUTE_REFRESH = 5;

  private static final int HEADER = 19;

  private Bytes() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] u32(long value) {
    return join(u16((int) (value >> 16)), u16((int) value));
  }

  public static byte[] message(int type, byte[]... body) {
    byte[] joined = join(body);
    return message(type, HEADER + joined.length, joined);
  }

  /** With a length that may be a lie. */
  static byte[] message(int type, int length, byte[] body) {
    byte[] marker = new byte[16];
    Arrays.fill(marker, (byte) 0xff);
    return join(marker, u16(length), new byte[] {(byte) type}, body);
  }

  public static byte[] keepalive() {
    return message(KEEPALIVE);
  }

  /** An OPEN with IPv4 and IPv6 unicast, route refresh and four-octet AS numbers. */
  public static byte[] open(long asn, int holdTime, String routerId) {
    byte[] capabilities =
        join(
            hex("01 04 00 01 00 01"),
            hex("01 04 00 02 00 01"),
            hex("02 00"),
            hex("41 04"),
            u32(asn));
    return open(asn, holdTime, routerId, join(hex("02"), length(capabilities), capabilities));
  }

  /** An OPEN with these optional parameters. */
  static byte[] open(long asn, int holdTime, String routerId, byte[] parameters) {
    return message(
        OPEN,
        hex("04"),
        u16((int) asn),
        u16(holdTime),
        address(routerId),
        length(parameters),
        parameters);
  }

  private static byte[] length(byte[] value) {
    return new byte[] {(byte) value.length};
  }

  public static byte[] update(byte[] withdrawn, byte[] attributes, byte[] announced) {
    return message(
        UPDATE, u16(withdrawn.length), withdrawn, u16(attributes.length), attributes, announced);
  }

  public static byte[] attribute(int flags, int code, byte[] value) {
    byte[] head = new byte[] {(byte) flags, (byte) code};
    return (flags & 0x10) == 0
        ? join(head, length(value), value)
        : join(head, u16(value.length), value);
  }

  static byte[] address(String dotted) {
    byte[] octets = new byte[4];
    String[] parts = dotted.split("\\.");
    for (int i = 0; i < 4; i++) {
      octets[i] = (byte) Integer.parseInt(parts[i]);
    }
    return octets;
  }

  /** IPv4 prefixes as an UPDATE has them. */
  public static byte[] prefixes(String... prefixes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String prefix : prefixes) {
      String[] parts = prefix.split("/");
      int length = Integer.parseInt(parts[1]);
      all.write(length);
      all.write(address(parts[0]), 0, (length + 7) / 8);
    }
    return all.toByteArray();
  }

  /** The attributes of a plain route of an iBGP peer, with a MED to tell one from another. */
  public static byte[] plainAttributes(String nextHop, long med) {
    return join(
        hex("40 01 01 00"),
        hex("40 02 00"),
        attribute(0x40, 3, address(nextHop)),
        attribute(0x80, 4, u32(med)),
        hex("40 05 04 00 00 00 64"));
  }

  public static byte[] announce(String prefix, String nextHop, long med) {
    return update(new byte[0], plainAttributes(nextHop, med), prefixes(prefix));
  }
}

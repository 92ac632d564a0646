package io.podspan.bgp.wire.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.Octets;
import java.util.Arrays;

/** Reads a range of octets from its front to its end, and never past it. */
final class Cursor {

  /** A fault that ends the reading. It stays inside of this package. */
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final BmpFault.Kind kind;
    private final int at;

    Fault(BmpFault.Kind kind, int at, String why) {
      super(why, null, false, false);
      this.kind = kind;
      this.at = at;
    }

    BmpFault asFault(int type) {
      String why = getMessage();
      return new BmpFault(kind, type, at, why == null ? "" : why);
    }
  }

  private final byte[] in;
  private final int end;
  private int at;

  Cursor(byte[] in) {
    this(in, 0, in.length);
  }

  private Cursor(byte[] in, int at, int end) {
    this.in = in;
    this.at = at;
    this.end = end;
  }

  int left() {
    return end - at;
  }

  boolean more() {
    return at < end;
  }

  /** The index of the next octet in the whole array. */
  int at() {
    return at;
  }

  Fault fault(BmpFault.Kind kind, String why) {
    return new Fault(kind, at, why);
  }

  private int take(int octets) {
    if (octets > left()) {
      throw fault(BmpFault.Kind.CUT, octets + " octets are needed and " + left() + " are left");
    }
    int from = at;
    at += octets;
    return from;
  }

  int u8() {
    return in[take(1)] & 0xff;
  }

  int u16() {
    int from = take(2);
    return (in[from] & 0xff) << 8 | (in[from + 1] & 0xff);
  }

  int i32() {
    int from = take(4);
    return in[from] << 24
        | (in[from + 1] & 0xff) << 16
        | (in[from + 2] & 0xff) << 8
        | (in[from + 3] & 0xff);
  }

  long u32() {
    return i32() & 0xffff_ffffL;
  }

  long u64() {
    Cursor both = part(8);
    return both.u32() << 32 | both.u32();
  }

  byte[] octets(int length) {
    int from = take(length);
    return Arrays.copyOfRange(in, from, at);
  }

  Octets rest() {
    return Octets.of(octets(left()));
  }

  void skip(int octets) {
    take(octets);
  }

  /** The next octets, which are then behind this cursor. */
  Cursor part(int octets) {
    int from = take(octets);
    return new Cursor(in, from, at);
  }

  /** What is left, without moving. */
  Cursor again() {
    return new Cursor(in, at, end);
  }

  /** An address of 16 octets; of IPv4 the last four of them (RFC 7854, section 4.2). */
  IpAddress address(boolean ipv6) {
    byte[] octets = octets(16);
    return ipv6 ? IpAddress.ofIpv6(octets, 0) : IpAddress.ofIpv4(new Cursor(octets, 12, 16).i32());
  }
}

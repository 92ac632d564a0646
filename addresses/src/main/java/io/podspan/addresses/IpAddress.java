package io.podspan.addresses;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An address of either family. An IPv4 address has its 32 bits in the upper half of {@code high};
 * the same masks then fit both families.
 *
 * @param high the first 64 bits, network order
 * @param low the last 64 bits of an IPv6 address, otherwise 0
 */
public record IpAddress(long high, long low, boolean ipv6) implements Comparable<IpAddress> {
  /** The longest text of an address: eight groups whose last two are a dotted quad. */
  static final int LONGEST = 45;

  public IpAddress {
    if (!ipv6 && (low != 0 || (int) high != 0)) {
      throw new IllegalArgumentException("an IPv4 address has only 32 bits");
    }
  }

  public static IpAddress ofIpv4(int bits) {
    return new IpAddress((long) bits << 32, 0, false);
  }

  /** An IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) becomes the IPv4 address. */
  public static IpAddress of(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return ofIpv4(Octets.intAt(octets, 0));
    }
    IpAddress ipv6 = ofIpv6(octets, 0);
    return ipv6.isMapped() ? ofIpv4((int) ipv6.low) : ipv6;
  }

  /** Reads 16 octets in network order from this index on. */
  public static IpAddress ofIpv6(byte[] octets, int at) {
    return new IpAddress(Octets.longAt(octets, at), Octets.longAt(octets, at + 8), true);
  }

  /** Reads a dotted quad, or IPv6 text (RFC 4291, section 2.2) without a zone. */
  public static Optional<IpAddress> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0
        ? Ipv4Address.parse(text).map(address -> ofIpv4(address.bits()))
        : Optional.ofNullable(Ipv6Text.parse(text));
  }

  /**
   * @throws IllegalArgumentException if the text is not an address; the message says why
   */
  public static IpAddress of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(Refusal.ofAddress(text)));
  }

  public IpFamily family() {
    return ipv6 ? IpFamily.IPV6 : IpFamily.IPV4;
  }

  /** The bits of an IPv4 address, in network order. */
  public int ipv4Bits() {
    return (int) (high >>> 32);
  }

  /** The prefix that holds only this address: its /32 or /128. */
  public Prefix asPrefix() {
    return new Prefix(family(), high, low, family().bits());
  }

  /** 4 or 16 octets in network order. */
  public byte[] octets() {
    byte[] out = new byte[ipv6 ? 16 : 4];
    Octets.putInt(out, 0, (int) (high >>> 32));
    if (ipv6) {
      Octets.putInt(out, 4, (int) high);
      Octets.putInt(out, 8, (int) (low >>> 32));
      Octets.putInt(out, 12, (int) low);
    }
    return out;
  }

  public InetAddress toInetAddress() {
    try {
      return ipv6
          ? Inet6Address.getByAddress(null, octets(), -1)
          : InetAddress.getByAddress(octets());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }

  /** The IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2) of an IPv4 address. */
  public IpAddress mapped() {
    return ipv6 ? this : new IpAddress(0, 0xffff_0000_0000L | high >>> 32, true);
  }

  boolean isMapped() {
    return ipv6 && high == 0 && low >>> 32 == 0xffff;
  }

  /** Written out: every connection calls it, and the generated one is slow until compiled. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that
        && high == that.high
        && low == that.low
        && ipv6 == that.ipv6;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high) * 31 + Long.hashCode(low);
  }

  /** IPv4 before IPv6, then by unsigned bits. */
  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Boolean.compare(ipv6, other.ipv6);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** The canonical text: dotted quad, or RFC 5952. */
  @Override
  public String toString() {
    return ipv6 ? Ipv6Text.format(this) : Ipv4Address.format(ipv4Bits());
  }
}

package io.podspan.bgp.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An address of either family. An IPv4 address has its 32 bits in the upper half of {@code high},
 * so that prefixes of both families are masked alike.
 *
 * @param high the first 64 bits, network order
 * @param low the last 64 bits of an IPv6 address, otherwise 0
 */
public record IpAddress(long high, long low, boolean ipv6) implements Comparable<IpAddress> {
  public IpAddress {
    if (!ipv6 && (low != 0 || (int) high != 0)) {
      throw new IllegalArgumentException("an IPv4 address has 32 bits");
    }
  }

  public static IpAddress ofIpv4(int bits) {
    return new IpAddress((long) bits << 32, 0, false);
  }

  /** An IPv6 address that is a mapped IPv4 one (RFC 4291, section 2.5.5.2) becomes that one. */
  public static IpAddress of(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length == 4) {
      return ofIpv4(Bytes.intAt(octets, 0));
    }
    IpAddress ipv6 = ofIpv6(octets, 0);
    return ipv6.isMapped() ? ofIpv4((int) ipv6.low) : ipv6;
  }

  static IpAddress ofIpv6(byte[] octets, int at) {
    return new IpAddress(Bytes.longAt(octets, at), Bytes.longAt(octets, at + 8), true);
  }

  /** Dotted quad or RFC 4291 section 2.2, without zone. */
  public static Optional<IpAddress> parse(String text) {
    return text.indexOf(':') < 0
        ? Ipv4Address.parse(text).map(address -> ofIpv4(address.bits()))
        : Optional.ofNullable(Ipv6Text.parse(text));
  }

  /**
   * @throws IllegalArgumentException when the text is no address
   */
  public static IpAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IP address"));
  }

  public AddressFamily family() {
    return ipv6 ? AddressFamily.IPV6_UNICAST : AddressFamily.IPV4_UNICAST;
  }

  /** Of an IPv4 address. */
  public int ipv4Bits() {
    return (int) (high >>> 32);
  }

  /** The prefix that holds this address only. */
  public Prefix asPrefix() {
    return new Prefix(family(), high, low, family().bits());
  }

  public byte[] octets() {
    byte[] out = new byte[ipv6 ? 16 : 4];
    Bytes.putInt(out, 0, (int) (high >>> 32));
    if (ipv6) {
      Bytes.putInt(out, 4, (int) high);
      Bytes.putInt(out, 8, (int) (low >>> 32));
      Bytes.putInt(out, 12, (int) low);
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

  /** An IPv4 address as IPv6 has it (RFC 4291, section 2.5.5.2). */
  public IpAddress mapped() {
    return ipv6 ? this : new IpAddress(0, 0xffff_0000_0000L | high >>> 32, true);
  }

  boolean isMapped() {
    return ipv6 && high == 0 && low >>> 32 == 0xffff;
  }

  /** Spelled out: it is asked for each connection, from the first one on. */
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

  /** IPv4 first. */
  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Boolean.compare(ipv6, other.ipv6);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /** IPv6 as RFC 5952 wants it. */
  @Override
  public String toString() {
    return ipv6 ? Ipv6Text.format(this) : Ipv4Address.format(ipv4Bits());
  }
}

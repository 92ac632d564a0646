package io.podspan.bgpreflector.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address.
 *
 * @param high the first eight octets; an IPv4 address has its four in the top half
 * @param low the other eight octets, 0 for IPv4
 */
public record IpAddress(long high, long low, boolean ipv6) implements Comparable<IpAddress> {

  public static Optional<IpAddress> parse(String text) {
    if (text.indexOf(':') < 0) {
      return Ipv4Address.parse(text).map(address -> ofIpv4(address.bits()));
    }
    try {
      return text.indexOf('%') < 0
          ? Optional.of(of(InetAddress.ofLiteral(text)))
          : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  public static IpAddress of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an address"));
  }

  public static IpAddress of(InetAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    return octets.remaining() == 4
        ? ofIpv4(octets.getInt())
        : new IpAddress(octets.getLong(), octets.getLong(), true);
  }

  public static IpAddress ofIpv4(int bits) {
    return new IpAddress((long) bits << 32, 0, false);
  }

  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(
          ipv6
              ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
              : ByteBuffer.allocate(4).putInt((int) (high >>> 32)).array());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public int compareTo(IpAddress other) {
    int byFamily = Boolean.compare(ipv6, other.ipv6);
    int byHigh = byFamily != 0 ? byFamily : Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return ipv6 ? toInetAddress().getHostAddress() : Ipv4Address.format((int) (high >>> 32));
  }
}

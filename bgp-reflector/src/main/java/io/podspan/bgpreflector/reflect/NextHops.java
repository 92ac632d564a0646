package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which next hops can be used (RFC 4271, section 6.3). The decoder has refused multicast, 0/8 and
 * class E before.
 */
final class NextHops {
  private final Set<IpAddress> own;

  /**
   * @param own our addresses
   */
  NextHops(Set<IpAddress> own) {
    this.own = own;
  }

  /**
   * Null when the next hop can be used. The peer's own address always can: the peer may run on this
   * machine.
   */
  @Nullable Rejection verdict(RouteSource from, IpAddress received) {
    IpAddress nextHop = withoutMapping(received);
    if (nextHop.equals(from.address())) {
      return null;
    }
    if (isLoopback(nextHop)) {
      return Rejection.NEXT_HOP_NOT_USABLE;
    }
    return own.contains(nextHop) ? Rejection.NEXT_HOP_IS_OURS : null;
  }

  /** The IPv4 address of an IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2). */
  static IpAddress withoutMapping(IpAddress address) {
    boolean mapped = address.ipv6() && address.high() == 0 && address.low() >>> 32 == 0xffff;
    return mapped ? IpAddress.ofIpv4((int) address.low()) : address;
  }

  private static boolean isLoopback(IpAddress address) {
    return !address.ipv6() && address.ipv4Bits() >>> 24 == 127;
  }
}

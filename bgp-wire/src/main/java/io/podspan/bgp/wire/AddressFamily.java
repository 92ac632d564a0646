package io.podspan.bgp.wire;

import io.podspan.addresses.IpFamily;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The supported address families (RFC 4760). */
public enum AddressFamily {
  IPV4_UNICAST(1, 1, "ipv4-unicast", IpFamily.IPV4),
  IPV6_UNICAST(2, 1, "ipv6-unicast", IpFamily.IPV6);

  private final int afi;
  private final int safi;
  private final String text;
  private final IpFamily ip;
  private final int bits;

  AddressFamily(int afi, int safi, String text, IpFamily ip) {
    this.afi = afi;
    this.safi = safi;
    this.text = text;
    this.ip = ip;
    this.bits = ip.bits();
  }

  /** The unicast family whose routes have prefixes and next hops of this IP version. */
  public static AddressFamily unicast(IpFamily ip) {
    return ip == IpFamily.IPV6 ? IPV6_UNICAST : IPV4_UNICAST;
  }

  public int afi() {
    return afi;
  }

  public int safi() {
    return safi;
  }

  public String text() {
    return text;
  }

  /** The IP version of its prefixes and next hops. */
  public IpFamily ip() {
    return ip;
  }

  /** How many bits an address has: 32 or 128. */
  public int bits() {
    return bits;
  }

  public static Optional<AddressFamily> of(int afi, int safi) {
    return Optional.ofNullable(find(afi, safi));
  }

  static @Nullable AddressFamily find(int afi, int safi) {
    if (safi != 1) {
      return null;
    }
    return afi == 1 ? IPV4_UNICAST : afi == 2 ? IPV6_UNICAST : null;
  }
}

package io.podspan.bgp.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address families that are spoken here (RFC 4760). */
public enum AddressFamily {
  IPV4_UNICAST(1, 1, "ipv4-unicast", 32),
  IPV6_UNICAST(2, 1, "ipv6-unicast", 128);

  private final int afi;
  private final int safi;
  private final String text;
  private final int bits;

  AddressFamily(int afi, int safi, String text, int bits) {
    this.afi = afi;
    this.safi = safi;
    this.text = text;
    this.bits = bits;
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

  /** Of an address. */
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

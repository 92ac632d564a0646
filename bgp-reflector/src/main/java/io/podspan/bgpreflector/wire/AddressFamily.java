package io.podspan.bgpreflector.wire;

import java.util.Arrays;
import java.util.Optional;

/** The address families with a name here (RFC 4760); only {@link #IPV4_UNICAST} is negotiated. */
public enum AddressFamily {
  IPV4_UNICAST(1, 1, "ipv4-unicast"),
  IPV6_UNICAST(2, 1, "ipv6-unicast");

  private final int afi;
  private final int safi;
  private final String text;

  AddressFamily(int afi, int safi, String text) {
    this.afi = afi;
    this.safi = safi;
    this.text = text;
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

  public static Optional<AddressFamily> of(int afi, int safi) {
    return Arrays.stream(values()).filter(f -> f.afi == afi && f.safi == safi).findFirst();
  }
}

package io.podspan.routecollector.routers.cilium;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A path attribute as BGP sends it (RFC 4271, section 4.3).
 *
 * <pre>
 *   flags (1) | type (1) | length (1, or 2 with the flag 0x10) | value
 * </pre>
 */
record PathAttribute(int type, byte[] value) {
  private static final int NEXT_HOP = 3;
  private static final int MP_REACH_NLRI = 14;
  private static final int EXTENDED_LENGTH = 0x10;
  private static final int OCTET = 0xff;

  /** Of MP_REACH_NLRI (RFC 4760, section 3): family (2), subfamily (1), then this length (1). */
  private static final int AT_LENGTH_OF_HOP = 3;

  private static final int IPV4_OCTETS = 4;
  private static final int IPV6_OCTETS = 16;

  /** Empty if it is not whole. */
  static Optional<PathAttribute> decode(String base64) {
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (octets.length < 3) {
      return Optional.empty();
    }
    boolean extended = (octets[0] & EXTENDED_LENGTH) != 0;
    int start = extended ? 4 : 3;
    if (octets.length < start) {
      return Optional.empty();
    }
    int length = extended ? (octets[2] & OCTET) << 8 | (octets[3] & OCTET) : octets[2] & OCTET;
    return octets.length - start == length
        ? Optional.of(
            new PathAttribute(octets[1] & OCTET, Arrays.copyOfRange(octets, start, octets.length)))
        : Optional.empty();
  }

  /** The next hop in it, if it has one. */
  Optional<String> nextHop() {
    return switch (type) {
      case NEXT_HOP -> address(value);
      case MP_REACH_NLRI -> ofReach();
      default -> Optional.empty();
    };
  }

  /** A second, link-local address may follow the first (RFC 2545). */
  private Optional<String> ofReach() {
    if (value.length <= AT_LENGTH_OF_HOP) {
      return Optional.empty();
    }
    int length = value[AT_LENGTH_OF_HOP] & OCTET;
    int start = AT_LENGTH_OF_HOP + 1;
    if (value.length < start + length) {
      return Optional.empty();
    }
    int octets = Math.min(length, IPV6_OCTETS);
    return address(Arrays.copyOfRange(value, start, start + octets));
  }

  private static Optional<String> address(byte[] octets) {
    if (octets.length != IPV4_OCTETS && octets.length != IPV6_OCTETS) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByAddress(octets).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + octets.length + " octets", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathAttribute(int t, byte[] v) && t == type && Arrays.equals(v, value);
  }

  @Override
  public int hashCode() {
    return 31 * type + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "PathAttribute[" + type + ", " + value.length + " octets]";
  }
}

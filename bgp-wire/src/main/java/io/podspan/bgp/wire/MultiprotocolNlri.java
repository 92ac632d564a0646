package io.podspan.bgp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The value of MP_REACH_NLRI or MP_UNREACH_NLRI (RFC 4760, sections 3 and 4).
 *
 * @param family null if it was not negotiated; then the attribute is ignored (section 8)
 * @param nextHop as it was received; empty in MP_UNREACH_NLRI
 * @param flaw what is malformed, null if nothing is
 */
record MultiprotocolNlri(
    @Nullable AddressFamily family, byte[] nextHop, Nlri nlri, @Nullable String flaw) {
  private static final byte[] NO_NEXT_HOP = {};
  private static final MultiprotocolNlri IGNORED =
      new MultiprotocolNlri(null, NO_NEXT_HOP, Nlri.NONE, null);

  static MultiprotocolNlri reach(byte[] in, int start, int end, WireOptions options) {
    if (end - start < 5) {
      return bad("too short");
    }
    int nextHopLength = in[start + 3] & 0xff;
    int nextHopEnd = start + 4 + nextHopLength;
    if (nextHopEnd + 1 > end) {
      return bad("the next hop is longer than the attribute");
    }
    AddressFamily family = family(in, start, options);
    if (family == null) {
      return IGNORED;
    }
    if (!nextHopFits(family, nextHopLength)) {
      // RFC 7606, section 7.11.
      return bad("a next hop of " + nextHopLength + " octets");
    }
    Nlri nlri = Nlri.read(family, in, nextHopEnd + 1, end);
    return nlri == null
        ? bad("a prefix is malformed")
        : new MultiprotocolNlri(family, Arrays.copyOfRange(in, start + 4, nextHopEnd), nlri, null);
  }

  static MultiprotocolNlri unreach(byte[] in, int start, int end, WireOptions options) {
    if (end - start < 3) {
      return bad("too short");
    }
    AddressFamily family = family(in, start, options);
    if (family == null) {
      return IGNORED;
    }
    Nlri nlri = Nlri.read(family, in, start + 3, end);
    return nlri == null
        ? bad("a prefix is malformed")
        : new MultiprotocolNlri(family, NO_NEXT_HOP, nlri, null);
  }

  private static @Nullable AddressFamily family(byte[] in, int start, WireOptions options) {
    AddressFamily family = AddressFamily.find(Bytes.shortAt(in, start), in[start + 2] & 0xff);
    return family != null && options.carries(family) ? family : null;
  }

  /** IPv6 has a global address, and optionally a link-local one (RFC 2545, section 3). */
  private static boolean nextHopFits(AddressFamily family, int length) {
    return switch (family) {
      case IPV4_UNICAST -> length == 4;
      case IPV6_UNICAST -> length == 16 || length == 32;
    };
  }

  private static MultiprotocolNlri bad(String why) {
    return new MultiprotocolNlri(null, NO_NEXT_HOP, Nlri.NONE, why);
  }

  /**
   * Whether packets can be sent to the next hop (RFC 4271, section 6.3). Some routers without a
   * global address send {@code ::} with a link-local address. That is enough on their link.
   */
  boolean nextHopIsUnicast() {
    if (nextHop.length == 4) {
      return isUnicast(nextHop[0] & 0xff);
    }
    boolean linkLocal = nextHop.length == 32 && isLinkLocal(16);
    return isUnspecified() ? linkLocal : isUsable() && (nextHop.length == 16 || linkLocalFits());
  }

  /** Neither 0/8, nor multicast, nor class E. */
  static boolean isUnicast(int firstOctet) {
    return firstOctet > 0 && firstOctet < 224;
  }

  private boolean isUsable() {
    long high = Bytes.longAt(nextHop, 0);
    long low = Bytes.longAt(nextHop, 8);
    boolean mapped = high == 0 && low >>> 32 == 0xffff;
    boolean loopback = high == 0 && low == 1;
    return mapped ? isUnicast(nextHop[12] & 0xff) : !loopback && (nextHop[0] & 0xff) != 0xff;
  }

  /** RFC 2545, section 3. Zeros are seen as well, where there is none. */
  private boolean linkLocalFits() {
    boolean none = Bytes.longAt(nextHop, 16) == 0 && Bytes.longAt(nextHop, 24) == 0;
    return none || (nextHop[16] & 0xff) != 0xff;
  }

  private boolean isLinkLocal(int at) {
    return (nextHop[at] & 0xff) == 0xfe && (nextHop[at + 1] & 0xc0) == 0x80;
  }

  private boolean isUnspecified() {
    return Bytes.longAt(nextHop, 0) == 0 && Bytes.longAt(nextHop, 8) == 0;
  }
}

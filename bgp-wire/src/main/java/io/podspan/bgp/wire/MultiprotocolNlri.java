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

  /** Whether packets can be sent to the next hop (RFC 4271, section 6.3). */
  boolean nextHopIsUnicast() {
    int first = nextHop[0] & 0xff;
    return nextHop.length == 4 ? isUnicast(first) : first != 0xff && !isUnspecified();
  }

  static boolean isUnicast(int firstOctet) {
    return firstOctet > 0 && firstOctet < 224;
  }

  private boolean isUnspecified() {
    return Bytes.longAt(nextHop, 0) == 0 && Bytes.longAt(nextHop, 8) == 0;
  }
}

package io.podspan.bgp.wire;

/** Checks the form of the Prefix-SID attribute (RFC 8669, section 3; RFC 9252). Nothing uses it. */
final class PrefixSid {
  private static final int LABEL_INDEX = 1;
  private static final int IPV6_SID = 2;
  private static final int ORIGINATOR_SRGB = 3;
  private static final int VPN_SID = 4;
  private static final int SRV6_L3_SERVICE = 5;
  private static final int SRV6_L2_SERVICE = 6;

  /** Octets of an SRv6 SID Information sub-TLV before its own parts (RFC 9252, section 3.1). */
  private static final int SID_INFORMATION = 21;

  private PrefixSid() {}

  /** Section 6: TLVs of one octet of type and two of length, none of which runs over the end. */
  static boolean isWellFormed(byte[] in, int start, int end) {
    return end > start && areTlvs(in, start, end, PrefixSid::fits);
  }

  /** Whether the value of a TLV is right. */
  private interface Check {
    boolean accepts(byte[] in, int type, int start, int end);
  }

  private static boolean areTlvs(byte[] in, int start, int end, Check check) {
    int at = start;
    while (at < end) {
      if (end - at < 3) {
        return false;
      }
      int stop = at + 3 + Bytes.shortAt(in, at + 1);
      if (stop > end || !check.accepts(in, in[at] & 0xff, at + 3, stop)) {
        return false;
      }
      at = stop;
    }
    return true;
  }

  private static boolean fits(byte[] in, int type, int start, int end) {
    int length = end - start;
    return switch (type) {
      // Reserved. An attribute full of zeros was seen in the Internet in 2025.
      case 0 -> false;
      case LABEL_INDEX -> length == 7;
      case ORIGINATOR_SRGB -> length > 2 && (length - 2) % 6 == 0;
      // Both are deprecated, and some receivers still parse them.
      case IPV6_SID, VPN_SID -> length == 19;
      case SRV6_L3_SERVICE, SRV6_L2_SERVICE ->
          length > 1 && areTlvs(in, start + 1, end, PrefixSid::serviceFits);
      default -> true;
    };
  }

  /** RFC 9252, section 3.1. */
  private static boolean serviceFits(byte[] in, int type, int start, int end) {
    return type != 1
        || (end - start >= SID_INFORMATION
            && areTlvs(in, start + SID_INFORMATION, end, PrefixSid::sidPartFits));
  }

  /** RFC 9252, section 3.2.1: the SID structure has six octets. */
  private static boolean sidPartFits(byte[] in, int type, int start, int end) {
    return type != 1 || end - start == 6;
  }
}

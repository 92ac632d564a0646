package io.podspan.bgp.wire;

import io.podspan.bgp.wire.AttributeTable.Flags;

/**
 * Checks the form of attributes that this speaker does not use and that others parse: a receiver
 * may end its session because of a malformed one. Strict: what cannot be checked counts as
 * malformed.
 */
final class ForeignAttributes {
  private ForeignAttributes() {}

  /**
   * @param row of an attribute that is not used here
   */
  static boolean isWellFormed(AttributeTable row, byte[] in, int start, int end) {
    return switch (row) {
      case PMSI_TUNNEL -> isPmsiTunnel(in, start, end);
      case TUNNEL_ENCAPSULATION -> isTunnelEncapsulation(in, start, end);
      case PREFIX_SID -> PrefixSid.isWellFormed(in, start, end);
      case ATTR_SET -> isAttributeSet(in, start, end);
      default -> false;
    };
  }

  /** RFC 6514, section 5: flags, tunnel type, MPLS label of three octets, tunnel identifier. */
  private static boolean isPmsiTunnel(byte[] in, int start, int end) {
    int identifier = end - start - 5;
    return identifier >= 0
        && switch (in[start + 1]) {
          case 0 -> identifier == 0;
          // RSVP-TE P2MP.
          case 1 -> identifier == 12;
          // mLDP P2MP and MP2MP: a FEC element.
          case 2, 7 -> identifier >= 5;
          // PIM-SSM, PIM-SM, BIDIR-PIM: two addresses.
          case 3, 4, 5 -> identifier == 8 || identifier == 32;
          // Ingress replication: one address.
          case 6 -> identifier == 4 || identifier == 16;
          default -> false;
        };
  }

  /** RFC 9012, section 2: tunnel TLVs of two octets of type and two of length. */
  private static boolean isTunnelEncapsulation(byte[] in, int start, int end) {
    int at = start;
    while (at < end) {
      if (end - at < 4) {
        return false;
      }
      int type = Bytes.shortAt(in, at);
      int stop = at + 4 + Bytes.shortAt(in, at + 2);
      if (type == 0 || stop > end || !areTunnelParts(in, at + 4, stop)) {
        return false;
      }
      at = stop;
    }
    return end > start;
  }

  /** Sub-TLVs: the length has one octet below type 128, two from there on. */
  private static boolean areTunnelParts(byte[] in, int start, int end) {
    int at = start;
    while (at < end) {
      int type = in[at] & 0xff;
      int header = type < 128 ? 2 : 3;
      if (end - at < header) {
        return false;
      }
      int length = header == 2 ? in[at + 1] & 0xff : Bytes.shortAt(in, at + 1);
      if (at + header + length > end || !tunnelPartFits(type, length)) {
        return false;
      }
      at += header + length;
    }
    return true;
  }

  private static boolean tunnelPartFits(int type, int length) {
    return switch (type) {
      case 0 -> false;
      // Tunnel egress endpoint (section 3.1): without address, with IPv4, with IPv6.
      case 6 -> length == 6 || length == 10 || length == 22;
      // DS field, UDP destination port (section 3.3).
      case 7 -> length == 1;
      case 8 -> length == 2;
      default -> true;
    };
  }

  /** RFC 6368, section 5: the AS of the customer, then attributes. */
  private static boolean isAttributeSet(byte[] in, int start, int end) {
    if (end - start < 4 || Bytes.intAt(in, start) == 0) {
      return false;
    }
    boolean[] seen = new boolean[256];
    int at = start + 4;
    while (at < end) {
      int flags = in[at] & 0xff;
      int header = (flags & Flags.EXTENDED_LENGTH) == 0 ? 3 : 4;
      if (end - at < header) {
        return false;
      }
      int code = in[at + 1] & 0xff;
      int stop = at + header + (header == 4 ? Bytes.shortAt(in, at + 2) : in[at + 2] & 0xff);
      if (stop > end || seen[code] || !isSetMember(code, flags, in, at + header, stop)) {
        return false;
      }
      seen[code] = true;
      at = stop;
    }
    return true;
  }

  private static boolean isSetMember(int code, int flags, byte[] in, int start, int end) {
    AttributeTable row = AttributeTable.row(code);
    if (row == null) {
      return (flags & Flags.OPTIONAL) != 0;
    }
    return row.flagsFit(flags)
        && row.lengthFits(end - start)
        && switch (row) {
          // RFC 6368, section 5 excludes those of RFC 4760. A set in a set has no meaning.
          case MP_REACH_NLRI, MP_UNREACH_NLRI, AS4_PATH, AS4_AGGREGATOR, BGP_LS, ATTR_SET -> false;
          case ORIGIN -> in[start] >= 0 && in[start] <= 2;
          case AS_PATH -> AsPath.flaw(in, start, end, 4, InputRules.MAX_AS_PATH, true) == null;
          case AGGREGATOR -> end - start == 8 && Bytes.intAt(in, start) != 0;
          case ONLY_TO_CUSTOMER -> Bytes.intAt(in, start) != 0;
          case PMSI_TUNNEL, TUNNEL_ENCAPSULATION, PREFIX_SID -> isWellFormed(row, in, start, end);
          default -> true;
        };
  }
}

package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Values of MP_REACH_NLRI and MP_UNREACH_NLRI (RFC 4760, sections 3 and 4), of which IPv4 unicast
 * is read.
 */
sealed interface MultiprotocolNlri {

  record Reachable(byte[] nextHop, Nlri nlri) implements MultiprotocolNlri {}

  record Withdrawn(Nlri nlri) implements MultiprotocolNlri {}

  /** Not negotiated, ignored (section 8 leaves the choice; a session is not worth it). */
  record OtherFamily() implements MultiprotocolNlri {}

  record Bad(String why) implements MultiprotocolNlri {}

  static MultiprotocolNlri reach(byte[] value) {
    ByteBuf in = Unpooled.wrappedBuffer(value);
    if (in.readableBytes() < 5) {
      return new Bad("MP_REACH_NLRI of " + value.length + " octets");
    }
    boolean ipv4 = isIpv4Unicast(in);
    int nextHopLength = in.readUnsignedByte();
    if (nextHopLength + 1 > in.readableBytes()) {
      return new Bad("next hop of MP_REACH_NLRI runs over the end");
    }
    if (!ipv4) {
      return new OtherFamily();
    }
    if (nextHopLength != 4) {
      // RFC 7606, section 7.11.
      return new Bad("next hop of MP_REACH_NLRI has " + nextHopLength + " octets");
    }
    byte[] nextHop = new byte[4];
    in.readBytes(nextHop).skipBytes(1);
    Nlri nlri = Nlri.read(in);
    return nlri == null
        ? new Bad("a prefix of MP_REACH_NLRI does not parse")
        : new Reachable(nextHop, nlri);
  }

  static MultiprotocolNlri unreach(byte[] value) {
    ByteBuf in = Unpooled.wrappedBuffer(value);
    if (in.readableBytes() < 3) {
      return new Bad("MP_UNREACH_NLRI of " + value.length + " octets");
    }
    if (!isIpv4Unicast(in)) {
      return new OtherFamily();
    }
    Nlri nlri = Nlri.read(in);
    return nlri == null
        ? new Bad("a prefix of MP_UNREACH_NLRI does not parse")
        : new Withdrawn(nlri);
  }

  private static boolean isIpv4Unicast(ByteBuf in) {
    int afi = in.readUnsignedShort();
    return AddressFamily.of(afi, in.readUnsignedByte())
        .filter(family -> family == AddressFamily.IPV4_UNICAST)
        .isPresent();
  }
}

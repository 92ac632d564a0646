package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The body of an OPEN: all capabilities in one parameter (RFC 5492, section 4). */
final class OpenEncoder {
  private static final int MAX_PLAIN = 255;

  private OpenEncoder() {}

  static void write(ByteBuf out, Message.Open open) {
    out.writeByte(open.version()).writeShort(open.asn()).writeShort(open.holdTime());
    out.writeInt(open.routerId());
    ByteBuf capabilities = Unpooled.buffer(32);
    write(capabilities, open.capabilities());
    writeParameters(out, capabilities);
  }

  private static void write(ByteBuf out, Capabilities capabilities) {
    for (AddressFamily family : capabilities.families()) {
      out.writeByte(Capabilities.MULTIPROTOCOL).writeByte(4);
      out.writeShort(family.afi()).writeByte(0).writeByte(family.safi());
    }
    if (capabilities.routeRefresh()) {
      out.writeByte(Capabilities.ROUTE_REFRESH).writeByte(0);
    }
    if (capabilities.extendedMessages()) {
      out.writeByte(Capabilities.EXTENDED_MESSAGES).writeByte(0);
    }
    if (capabilities.fourOctetAsn().isPresent()) {
      out.writeByte(Capabilities.FOUR_OCTET_AS).writeByte(4);
      out.writeInt((int) capabilities.fourOctetAsn().getAsLong());
    }
    if (capabilities.enhancedRouteRefresh()) {
      out.writeByte(Capabilities.ENHANCED_ROUTE_REFRESH).writeByte(0);
    }
  }

  /** RFC 9072, section 2: the extended form only where it is needed, old speakers refuse it. */
  static void writeParameters(ByteBuf out, ByteBuf capabilities) {
    int length = capabilities.readableBytes();
    if (length == 0) {
      out.writeByte(0);
    } else if (length + 2 <= MAX_PLAIN) {
      out.writeByte(length + 2);
      out.writeByte(OpenDecoder.CAPABILITIES_PARAMETER).writeByte(length);
    } else {
      out.writeByte(OpenDecoder.EXTENDED).writeByte(OpenDecoder.EXTENDED).writeShort(length + 3);
      out.writeByte(OpenDecoder.CAPABILITIES_PARAMETER).writeShort(length);
    }
    out.writeBytes(capabilities);
  }
}

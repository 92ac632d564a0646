package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;

/** Encodes the body of an OPEN, all capabilities in one parameter (RFC 5492, section 4). */
final class OpenEncoder {
  private static final int MAX_PLAIN = 255;

  private OpenEncoder() {}

  static void write(ByteBuf out, Message.Open open) {
    out.writeByte(open.version()).writeShort(open.asn()).writeShort(open.holdTime());
    out.writeInt(open.routerId());
    writeParameters(out, open.capabilities().encoded().toArray());
  }

  /**
   * RFC 9072, section 2: the extended form only where it is needed, because old speakers refuse it.
   */
  static void writeParameters(ByteBuf out, byte[] capabilities) {
    int length = capabilities.length;
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

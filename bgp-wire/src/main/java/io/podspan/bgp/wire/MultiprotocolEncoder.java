package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.podspan.bgp.wire.AttributeTable.Flags;

/**
 * Writes MP_REACH_NLRI and MP_UNREACH_NLRI (RFC 4760). The caller writes the prefixes with {@link
 * Nlri#write}. These attributes come first in an UPDATE (RFC 7606, section 5.1).
 */
public final class MultiprotocolEncoder {
  private static final int HEADER = 4;

  private MultiprotocolEncoder() {}

  /**
   * Writes the family, the next hop as it was received, and the reserved octet. The prefixes
   * follow, then {@link #finish}.
   *
   * @return where the attribute starts
   */
  public static int startReach(ByteBuf out, PathAttributes attributes) {
    int start = start(out, AttributeTable.MP_REACH_NLRI, attributes.family());
    out.writeByte(attributes.nextHopLength());
    attributes.writeNextHop(out);
    out.writeByte(0);
    return start;
  }

  /**
   * The prefixes follow (none for an End-of-RIB: RFC 4724, section 2), then {@link #finish}.
   *
   * @return where the attribute starts
   */
  public static int startUnreach(ByteBuf out, AddressFamily family) {
    return start(out, AttributeTable.MP_UNREACH_NLRI, family);
  }

  private static int start(ByteBuf out, AttributeTable row, AddressFamily family) {
    int start = out.writerIndex();
    out.writeByte(row.flags() | Flags.EXTENDED_LENGTH).writeByte(row.code()).writeShort(0);
    out.writeShort(family.afi()).writeByte(family.safi());
    return start;
  }

  /** Sets the length after all prefixes were written. */
  public static void finish(ByteBuf out, int start) {
    out.setShort(start + 2, out.writerIndex() - start - HEADER);
  }
}

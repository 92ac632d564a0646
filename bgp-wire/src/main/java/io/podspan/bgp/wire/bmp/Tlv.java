package io.podspan.bgp.wire.bmp;

import io.netty.buffer.ByteBuf;
import io.podspan.bgp.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of information (RFC 7854, section 4.4).
 *
 * @param type what it is depends on the message
 */
public record Tlv(int type, Octets value) {
  /** Of an Initiation, a Peer Up and a Termination. */
  public static final int STRING = 0;

  /** Of an Initiation: what the router is. */
  public static final int SYS_DESCR = 1;

  /** Of an Initiation: its name. */
  public static final int SYS_NAME = 2;

  /** Of a Peer Up or Peer Down: the routing instance (RFC 9069, section 5.3). */
  public static final int TABLE_NAME = 3;

  /** Of a Termination: why, in two octets. */
  public static final int REASON = 1;

  private static final int MOST = 256;

  /** A text. */
  public static Tlv of(int type, String text) {
    return new Tlv(type, Octets.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** As the router sent it: it may hold anything. */
  public String text() {
    return new String(value.toArray(), StandardCharsets.UTF_8);
  }

  /** Up to the end. Those beyond {@link #MOST} are passed over. */
  static List<Tlv> readAll(Cursor in) {
    List<Tlv> all = new ArrayList<>();
    while (in.more()) {
      int type = in.u16();
      Cursor value = in.part(in.u16());
      if (all.size() < MOST) {
        all.add(new Tlv(type, value.rest()));
      }
    }
    return List.copyOf(all);
  }

  static void writeAll(ByteBuf out, List<Tlv> all) {
    for (Tlv tlv : all) {
      byte[] value = tlv.value.toArray();
      out.writeShort(tlv.type).writeShort(value.length).writeBytes(value);
    }
  }
}

package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;

/** Frames out of hex; blanks are for the eye. */
public final class Frames {
  public static final String ORIGIN = "400101 00";
  public static final String AS_PATH_EMPTY = "400200";
  public static final String NEXT_HOP = "400304 c0000201";
  public static final String LOCAL_PREF = "400504 00000064";
  public static final String MANDATORY = ORIGIN + AS_PATH_EMPTY + NEXT_HOP + LOCAL_PREF;
  public static final String NLRI_10_1_0 = "18 0a0100";

  private static final WireOptions FOUR_OCTETS =
      new WireOptions(true, false, java.util.Set.of(AddressFamily.IPV4_UNICAST));

  private Frames() {}

  public static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  public static byte[] frame(int type, String body) {
    byte[] content = hex(body);
    ByteBuf out = Unpooled.buffer();
    MessageEncoder.startFrame(out, type);
    out.writeBytes(content);
    MessageEncoder.finishFrame(out, 0);
    byte[] frame = new byte[out.readableBytes()];
    out.readBytes(frame);
    return frame;
  }

  /** An UPDATE with the length fields filled in. */
  public static byte[] update(String withdrawn, String attributes, String nlri) {
    return frame(2, length(withdrawn) + withdrawn + length(attributes) + attributes + nlri);
  }

  private static String length(String hex) {
    return String.format("%04x", hex(hex).length);
  }

  static Decoded decode(byte[] frame) {
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FOUR_OCTETS, true);
  }

  static Decoded decodeExternal(byte[] frame) {
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FOUR_OCTETS, false);
  }
}

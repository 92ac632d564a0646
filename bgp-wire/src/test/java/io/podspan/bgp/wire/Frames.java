package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.EnumSet;
import java.util.HexFormat;

/** Frames out of hex; blanks are for the eye. */
public final class Frames {
  public static final String ORIGIN = "400101 00";
  public static final String AS_PATH_EMPTY = "400200";
  public static final String NEXT_HOP = "400304 c0000201";
  public static final String LOCAL_PREF = "400504 00000064";
  public static final String MANDATORY = ORIGIN + AS_PATH_EMPTY + NEXT_HOP + LOCAL_PREF;
  public static final String NLRI_10_1_0 = "18 0a0100";

  /** Four octets per AS, IPv4 and IPv6. */
  public static final WireOptions FULL =
      new WireOptions(true, false, EnumSet.allOf(AddressFamily.class));

  /** The same with large messages. */
  public static final WireOptions EXTENDED =
      new WireOptions(true, true, EnumSet.allOf(AddressFamily.class));

  private Frames() {}

  public static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  public static byte[] frame(int type, String body) {
    return frame(type, hex(body));
  }

  public static byte[] frame(int type, byte[] content) {
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
    return decode(frame, FULL);
  }

  static Decoded decodeExternal(byte[] frame) {
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FULL, false);
  }

  static Decoded decode(byte[] frame, WireOptions options) {
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), options, true);
  }

  /** Of an UPDATE that speaks of one family. */
  static Message.Routes routes(Decoded decoded) {
    Message.Update update = (Message.Update) decoded;
    if (update.routes().size() != 1) {
      throw new AssertionError("routes of " + update);
    }
    return update.routes().getFirst();
  }

  /** The attributes of an UPDATE of 10.1.0.0/24. */
  static PathAttributes attributes(String attributes) {
    return routes(decode(update("", attributes, NLRI_10_1_0))).attributes();
  }
}

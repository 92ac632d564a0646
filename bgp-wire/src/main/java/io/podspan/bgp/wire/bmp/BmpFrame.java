package io.podspan.bgp.wire.bmp;

import io.netty.buffer.ByteBuf;

/** The common header (RFC 7854, section 4.1): version, length of the whole in four octets, type. */
public sealed interface BmpFrame {
  int LENGTH = 6;
  int VERSION = 3;

  /**
   * Octets of the longest message that is taken: a peer's header, and a mirrored message of 65,535
   * octets or two OPENs, with room for information.
   */
  int MAX_LENGTH = 128 << 10;

  /** It has not arrived completely. */
  record Incomplete() implements BmpFrame {}

  /**
   * A whole message is there.
   *
   * @param length of it with its header
   */
  record Whole(int length, int type) implements BmpFrame {}

  /** There is no message here, and none can be found after it. */
  record Bad(BmpFault fault) implements BmpFrame {}

  Incomplete INCOMPLETE = new Incomplete();

  /** Looks at the reader index. The indexes of the buffer do not move. */
  static BmpFrame peek(ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() > 0 && in.getUnsignedByte(start) != VERSION) {
      return bad(
          BmpFault.Kind.VERSION,
          0,
          "version " + in.getUnsignedByte(start) + " of BMP, and only 3 is spoken here");
    }
    if (in.readableBytes() < LENGTH) {
      return INCOMPLETE;
    }
    long length = in.getUnsignedInt(start + 1);
    if (length < LENGTH || length > MAX_LENGTH) {
      return bad(
          BmpFault.Kind.LENGTH,
          1,
          "a message of " + length + " octets, and " + LENGTH + " to " + MAX_LENGTH + " are taken");
    }
    return in.readableBytes() < length
        ? INCOMPLETE
        : new Whole((int) length, in.getUnsignedByte(start + 5));
  }

  private static Bad bad(BmpFault.Kind kind, int at, String why) {
    return new Bad(new BmpFault(kind, BmpFault.NO_TYPE, at, why));
  }
}

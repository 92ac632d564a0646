package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;

/**
 * The message header (RFC 4271, section 4.1): marker of 16 octets of ones, length of 2, type of 1.
 */
public sealed interface FrameHeader {
  int LENGTH = 19;
  int MARKER = 16;

  /** Not even the header is there. */
  record Incomplete() implements FrameHeader {}

  /**
   * @param length of the whole message, header included
   */
  record Frame(int length, int type) implements FrameHeader {}

  record Bad(Malformed malformed) implements FrameHeader {}

  Incomplete INCOMPLETE = new Incomplete();

  /**
   * Judges the header at the reader index and moves nothing (section 6.1).
   *
   * @param maxMessage {@link WireOptions#maxMessage()} of the session
   */
  static FrameHeader peek(ByteBuf in, int maxMessage) {
    if (in.readableBytes() < LENGTH) {
      return INCOMPLETE;
    }
    if (in.hasArray()) {
      return judge(in.array(), in.arrayOffset() + in.readerIndex(), maxMessage);
    }
    byte[] header = new byte[LENGTH];
    in.getBytes(in.readerIndex(), header);
    return judge(header, 0, maxMessage);
  }

  private static FrameHeader judge(byte[] in, int at, int maxMessage) {
    if ((Bytes.longAt(in, at) & Bytes.longAt(in, at + 8)) != -1L) {
      return bad(
          NotificationCode.CONNECTION_NOT_SYNCHRONIZED, Octets.NONE, "marker is not all ones");
    }
    int length = Bytes.shortAt(in, at + MARKER);
    int type = in[at + MARKER + 2] & 0xff;
    if (type < Message.OPEN || type > Message.ROUTE_REFRESH) {
      return bad(NotificationCode.BAD_MESSAGE_TYPE, Octets.of((byte) type), "message type " + type);
    }
    if (!lengthFits(type, length, maxMessage)) {
      return bad(
          NotificationCode.BAD_MESSAGE_LENGTH,
          Octets.ofShort(length),
          "length " + length + " of message type " + type);
    }
    return new Frame(length, type);
  }

  private static boolean lengthFits(int type, int length, int maxMessage) {
    if (length > maxMessage) {
      return false;
    }
    return switch (type) {
      // RFC 8654, section 4: an OPEN, as a KEEPALIVE, is never larger than before.
      case Message.OPEN -> length >= 29 && length <= WireOptions.MAX_MESSAGE;
      case Message.UPDATE -> length >= 23;
      case Message.NOTIFICATION -> length >= 21;
      case Message.KEEPALIVE -> length == LENGTH;
      // RFC 7313, section 5: a wrong length has an error code of its own, given by the decoder.
      default -> length >= LENGTH;
    };
  }

  private static Bad bad(NotificationCode code, Octets data, String why) {
    return new Bad(Malformed.of(code, data, why));
  }
}

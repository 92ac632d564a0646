package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;

/** The message header (RFC 4271, section 4.1): 16 octets of ones, 2 of length, 1 of type. */
public sealed interface FrameHeader {
  int LENGTH = 19;
  int MARKER = 16;

  /** The header has not arrived completely. */
  record Incomplete() implements FrameHeader {}

  /**
   * @param length of the whole message with its header
   */
  record Frame(int length, int type) implements FrameHeader {}

  record Bad(Malformed malformed) implements FrameHeader {}

  Incomplete INCOMPLETE = new Incomplete();

  /**
   * Checks the header at the reader index (section 6.1). The indexes of the buffer do not move.
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
          NotificationCode.CONNECTION_NOT_SYNCHRONIZED, Octets.NONE, "the marker is not all ones");
    }
    int length = Bytes.shortAt(in, at + MARKER);
    int type = in[at + MARKER + 2] & 0xff;
    if (type < Message.OPEN || type > Message.ROUTE_REFRESH) {
      return bad(
          NotificationCode.BAD_MESSAGE_TYPE,
          Octets.of((byte) type),
          "unknown message type " + type);
    }
    if (!lengthFits(type, length, maxMessage)) {
      return bad(
          NotificationCode.BAD_MESSAGE_LENGTH,
          Octets.ofShort(length),
          "a message of type " + type + " cannot have " + length + " octets");
    }
    return new Frame(length, type);
  }

  private static boolean lengthFits(int type, int length, int maxMessage) {
    if (length > maxMessage) {
      return false;
    }
    return switch (type) {
      // RFC 8654, section 4: extended messages do not change the limit for OPEN and KEEPALIVE.
      case Message.OPEN -> length >= 29 && length <= WireOptions.MAX_MESSAGE;
      case Message.UPDATE -> length >= 23;
      case Message.NOTIFICATION -> length >= 21;
      case Message.KEEPALIVE -> length == LENGTH;
      // RFC 7313, section 5: the decoder answers a wrong length with its own error code.
      default -> length >= LENGTH;
    };
  }

  private static Bad bad(NotificationCode code, Octets data, String why) {
    return new Bad(Malformed.of(code, data, why));
  }
}

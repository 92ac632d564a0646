package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;

/**
 * Decodes one whole frame with its header. The result is a message, or the NOTIFICATION that the
 * frame deserves. No octets from a peer make it throw.
 */
public final class MessageDecoder {
  private MessageDecoder() {}

  /** With {@link InputRules#lenient}. */
  public static Decoded decode(ByteBuf frame, WireOptions options, boolean internal) {
    return decode(frame, options, InputRules.lenient(internal));
  }

  /**
   * @param frame exactly one frame as {@link FrameHeader} delimits it
   * @param options what the session negotiated
   * @param rules how strictly the peer's messages are read
   */
  public static Decoded decode(ByteBuf frame, WireOptions options, InputRules rules) {
    FrameHeader header = FrameHeader.peek(frame, options.maxMessage());
    if (header instanceof FrameHeader.Bad bad) {
      return bad.malformed();
    }
    if (!(header instanceof FrameHeader.Frame whole) || whole.length() != frame.readableBytes()) {
      return Malformed.of(
          NotificationCode.BAD_MESSAGE_LENGTH,
          Octets.ofShort(frame.readableBytes()),
          "frame is cut short");
    }
    return switch (whole.type()) {
      case Message.OPEN -> OpenDecoder.decode(body(frame));
      case Message.UPDATE -> update(frame, options, rules);
      case Message.NOTIFICATION -> notification(body(frame));
      case Message.KEEPALIVE -> Message.Keepalive.INSTANCE;
      default -> routeRefresh(frame, rules);
    };
  }

  private static ByteBuf body(ByteBuf frame) {
    return frame.slice(
        frame.readerIndex() + FrameHeader.LENGTH, frame.readableBytes() - FrameHeader.LENGTH);
  }

  /** Works on an array, because reading from a buffer is several times slower. */
  private static Decoded update(ByteBuf frame, WireOptions options, InputRules rules) {
    int length = frame.readableBytes();
    byte[] in;
    int from;
    if (frame.hasArray()) {
      in = frame.array();
      from = frame.arrayOffset() + frame.readerIndex();
    } else {
      in = new byte[length];
      from = 0;
      frame.getBytes(frame.readerIndex(), in);
    }
    return new UpdateDecoder(in, options, rules).decode(from + FrameHeader.LENGTH, from + length);
  }

  private static Message notification(ByteBuf body) {
    int code = body.readUnsignedByte();
    int subcode = body.readUnsignedByte();
    byte[] data = new byte[body.readableBytes()];
    body.readBytes(data);
    return new Message.Notification(code, subcode, Octets.of(data));
  }

  /**
   * RFC 2918, section 3. A wrong length is answered as RFC 7313, section 5 says, if the peer has
   * announced that it knows that RFC.
   */
  private static Decoded routeRefresh(ByteBuf frame, InputRules rules) {
    ByteBuf body = body(frame);
    if (body.readableBytes() != 4 && !rules.enhancedRefresh()) {
      return Malformed.of(
          NotificationCode.BAD_MESSAGE_LENGTH,
          Octets.ofShort(frame.readableBytes()),
          "ROUTE-REFRESH of " + body.readableBytes() + " octets");
    }
    if (body.readableBytes() != 4) {
      byte[] whole = new byte[frame.readableBytes()];
      frame.getBytes(frame.readerIndex(), whole);
      return Malformed.of(
          NotificationCode.ROUTE_REFRESH_LENGTH,
          Malformed.data(whole, 0, whole.length),
          "ROUTE-REFRESH of " + body.readableBytes() + " octets");
    }
    return new Message.RouteRefresh(
        body.readUnsignedShort(), body.readUnsignedByte(), body.readUnsignedByte());
  }
}

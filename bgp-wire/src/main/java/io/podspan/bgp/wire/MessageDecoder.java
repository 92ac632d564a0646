package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;

/**
 * Decodes one whole frame with its header. The result is a message, or the NOTIFICATION that the
 * frame deserves. No octets from a peer make it throw.
 */
public final class MessageDecoder {
  /** The longest accepted AS_PATH, in AS numbers, unless the caller says otherwise. */
  public static final int MAX_AS_PATH = 1000;

  private MessageDecoder() {}

  /** With {@link #MAX_AS_PATH}. */
  public static Decoded decode(ByteBuf frame, WireOptions options, boolean internal) {
    return decode(frame, options, internal, MAX_AS_PATH);
  }

  /**
   * @param frame exactly one frame as {@link FrameHeader} delimits it
   * @param options what the session negotiated
   * @param internal whether the peer is in our AS
   * @param maxAsPath in AS numbers; routes with a longer AS_PATH are treated as withdrawn
   */
  public static Decoded decode(
      ByteBuf frame, WireOptions options, boolean internal, int maxAsPath) {
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
      case Message.UPDATE -> update(frame, options, internal, maxAsPath);
      case Message.NOTIFICATION -> notification(body(frame));
      case Message.KEEPALIVE -> Message.Keepalive.INSTANCE;
      default -> routeRefresh(frame);
    };
  }

  private static ByteBuf body(ByteBuf frame) {
    return frame.slice(
        frame.readerIndex() + FrameHeader.LENGTH, frame.readableBytes() - FrameHeader.LENGTH);
  }

  /** Works on an array, because reading from a buffer is several times slower. */
  private static Decoded update(
      ByteBuf frame, WireOptions options, boolean internal, int maxAsPath) {
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
    return new UpdateDecoder(in, options, internal, maxAsPath)
        .decode(from + FrameHeader.LENGTH, from + length);
  }

  private static Message notification(ByteBuf body) {
    int code = body.readUnsignedByte();
    int subcode = body.readUnsignedByte();
    byte[] data = new byte[body.readableBytes()];
    body.readBytes(data);
    return new Message.Notification(code, subcode, Octets.of(data));
  }

  /** RFC 2918, section 3. A wrong length is answered as RFC 7313, section 5 says. */
  private static Decoded routeRefresh(ByteBuf frame) {
    ByteBuf body = body(frame);
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

package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;

/**
 * One whole frame, header included, to a message or to the reason why it is none. Never throws for
 * what a peer sent.
 */
public final class MessageDecoder {
  private MessageDecoder() {}

  /**
   * @param frame exactly one frame as {@link FrameHeader} delimits it
   * @param internal whether the peer is of our AS
   */
  public static Decoded decode(ByteBuf frame, WireOptions options, boolean internal) {
    return switch (FrameHeader.peek(frame)) {
      case FrameHeader.Incomplete _ ->
          Malformed.of(NotificationCode.BAD_MESSAGE_LENGTH, Octets.ofShort(0), "no whole header");
      case FrameHeader.Bad bad -> bad.malformed();
      case FrameHeader.Frame(int length, int type) -> {
        if (length != frame.readableBytes()) {
          yield Malformed.of(
              NotificationCode.BAD_MESSAGE_LENGTH, Octets.ofShort(length), "frame is cut short");
        }
        ByteBuf body =
            frame.slice(frame.readerIndex() + FrameHeader.LENGTH, length - FrameHeader.LENGTH);
        yield body(body, type, options, internal);
      }
    };
  }

  private static Decoded body(ByteBuf body, int type, WireOptions options, boolean internal) {
    return switch (type) {
      case Message.OPEN -> OpenDecoder.decode(body);
      case Message.UPDATE -> new UpdateDecoder(options, internal).decode(body);
      case Message.NOTIFICATION -> notification(body);
      case Message.KEEPALIVE -> Message.Keepalive.INSTANCE;
      default -> routeRefresh(body);
    };
  }

  private static Message notification(ByteBuf body) {
    int code = body.readUnsignedByte();
    int subcode = body.readUnsignedByte();
    byte[] data = new byte[body.readableBytes()];
    body.readBytes(data);
    return new Message.Notification(code, subcode, Octets.of(data));
  }

  /** RFC 2918 section 3; RFC 7313 section 5 for a wrong length. */
  private static Decoded routeRefresh(ByteBuf body) {
    if (body.readableBytes() < 4) {
      return Malformed.of(
          NotificationCode.ROUTE_REFRESH_LENGTH,
          "ROUTE-REFRESH of " + body.readableBytes() + " octets");
    }
    return new Message.RouteRefresh(
        body.readUnsignedShort(), body.readUnsignedByte(), body.readUnsignedByte());
  }
}

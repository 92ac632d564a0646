package io.podspan.bgpreflector.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.bgpreflector.wire.Message.Update;
import java.util.function.Consumer;

/**
 * Messages to frames. What does not fit into one message is the caller's to split ({@code
 * reflect.UpdatePacker}).
 */
public final class MessageEncoder {
  private MessageEncoder() {}

  /**
   * @param options what the session negotiated; only UPDATEs depend on it
   */
  public static byte[] encode(Message message, WireOptions options) {
    return switch (message) {
      case Message.Open open -> frame(Message.OPEN, body -> open(body, open));
      case Update update -> frame(Message.UPDATE, body -> update(body, update, options));
      case Message.Notification(int code, int subcode, Octets data) ->
          frame(
              Message.NOTIFICATION,
              body -> body.writeByte(code).writeByte(subcode).writeBytes(data.toArray()));
      case Message.Keepalive _ -> frame(Message.KEEPALIVE, _ -> {});
      case Message.RouteRefresh(int afi, int subtype, int safi) ->
          frame(
              Message.ROUTE_REFRESH,
              body -> body.writeShort(afi).writeByte(subtype).writeByte(safi));
    };
  }

  private static byte[] frame(int type, Consumer<ByteBuf> body) {
    ByteBuf out = Unpooled.buffer(64, WireOptions.MAX_MESSAGE);
    startFrame(out, type);
    body.accept(out);
    finishFrame(out, 0);
    byte[] frame = new byte[out.readableBytes()];
    out.readBytes(frame);
    return frame;
  }

  /** Writes a header whose length {@link #finishFrame} sets. */
  public static void startFrame(ByteBuf out, int type) {
    out.writeLong(-1L).writeLong(-1L).writeShort(0).writeByte(type);
  }

  /**
   * @param start writer index at which {@link #startFrame} was called
   */
  public static void finishFrame(ByteBuf out, int start) {
    out.setShort(start + FrameHeader.MARKER, out.writerIndex() - start);
  }

  private static void open(ByteBuf body, Message.Open open) {
    body.writeByte(open.version()).writeShort(open.asn()).writeShort(open.holdTime());
    body.writeInt(open.routerId());
    ByteBuf capabilities = Unpooled.buffer(32);
    for (AddressFamily family : open.capabilities().families()) {
      capabilities.writeByte(Capabilities.MULTIPROTOCOL).writeByte(4);
      capabilities.writeShort(family.afi()).writeByte(0).writeByte(family.safi());
    }
    if (open.capabilities().routeRefresh()) {
      capabilities.writeByte(Capabilities.ROUTE_REFRESH).writeByte(0);
    }
    open.capabilities()
        .fourOctetAsn()
        .ifPresent(
            asn ->
                capabilities
                    .writeByte(Capabilities.FOUR_OCTET_AS)
                    .writeByte(4)
                    .writeInt((int) asn));
    if (!capabilities.isReadable()) {
      body.writeByte(0);
      return;
    }
    int length = capabilities.readableBytes();
    body.writeByte(length + 2).writeByte(2).writeByte(length).writeBytes(capabilities);
  }

  private static void update(ByteBuf body, Update update, WireOptions options) {
    ByteBuf withdrawn = Unpooled.buffer();
    for (int i = 0; i < update.withdrawn().size(); i++) {
      Nlri.write(withdrawn, update.withdrawn().at(i));
    }
    body.writeShort(withdrawn.readableBytes()).writeBytes(withdrawn);
    PathAttributes attributes = update.attributes();
    if (attributes == null) {
      body.writeShort(0);
      return;
    }
    byte[] encoded = attributes.encoded(options);
    body.writeShort(encoded.length).writeBytes(encoded);
    for (int i = 0; i < update.announced().size(); i++) {
      Nlri.write(body, update.announced().at(i));
    }
  }
}

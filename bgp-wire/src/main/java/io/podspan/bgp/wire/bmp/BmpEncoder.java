package io.podspan.bgp.wire.bmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgp.wire.bmp.BmpMessage.Figure;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerDown;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import java.util.Arrays;

/** Encodes messages. */
public final class BmpEncoder {
  private BmpEncoder() {}

  /**
   * @throws IllegalArgumentException of a message whose type is not known
   * @throws IndexOutOfBoundsException of one that is longer than {@link BmpFrame#MAX_LENGTH}
   */
  public static byte[] encode(BmpMessage message) {
    ByteBuf out = Unpooled.buffer(256, BmpFrame.MAX_LENGTH);
    out.writeByte(BmpFrame.VERSION).writeInt(0).writeByte(message.type());
    switch (message) {
      case BmpMessage.RouteMonitoring(var peer, var update) -> {
        peer.write(out);
        out.writeBytes(update.toArray());
      }
      case BmpMessage.Statistics(var peer, var figures) -> {
        peer.write(out);
        out.writeInt(figures.size());
        figures.forEach(figure -> write(out, figure));
      }
      case PeerDown down -> write(out, down);
      case PeerUp up -> write(out, up);
      case BmpMessage.Initiation(var information) -> Tlv.writeAll(out, information);
      case BmpMessage.Termination(var information) -> Tlv.writeAll(out, information);
      case BmpMessage.Mirroring(var peer, var content) -> {
        peer.write(out);
        out.writeBytes(content.toArray());
      }
      case BmpMessage.Unknown(int type) ->
          throw new IllegalArgumentException("a " + BmpMessage.name(type));
    }
    out.setInt(1, out.writerIndex());
    return Arrays.copyOf(out.array(), out.writerIndex());
  }

  private static void write(ByteBuf out, Figure figure) {
    out.writeShort(figure.type());
    if (figure.afi() == 0) {
      out.writeShort(Long.BYTES).writeLong(figure.value());
    } else {
      out.writeShort(11).writeShort(figure.afi()).writeByte(figure.safi());
      out.writeLong(figure.value());
    }
  }

  private static void write(ByteBuf out, PeerDown down) {
    down.peer().write(out);
    out.writeByte(down.reason());
    Message.Notification notification = down.notification();
    if (notification != null) {
      out.writeBytes(MessageEncoder.encode(notification, WireOptions.PLAIN));
    }
    if (down.reason() == PeerDown.LOCAL) {
      out.writeShort(down.fsmEvent());
    }
    Tlv.writeAll(out, down.information());
  }

  private static void write(ByteBuf out, PeerUp up) {
    up.peer().write(out);
    PeerHeader.write(out, up.localAddress());
    out.writeShort(up.localPort()).writeShort(up.remotePort());
    out.writeBytes(MessageEncoder.encode(up.sent(), WireOptions.PLAIN));
    out.writeBytes(MessageEncoder.encode(up.received(), WireOptions.PLAIN));
    Tlv.writeAll(out, up.information());
  }
}

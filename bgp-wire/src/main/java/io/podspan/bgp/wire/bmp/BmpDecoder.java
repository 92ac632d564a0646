package io.podspan.bgp.wire.bmp;

import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.FrameHeader;
import io.podspan.bgp.wire.Malformed;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgp.wire.bmp.BmpMessage.Figure;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerDown;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes one whole message. No octets make it throw. */
public final class BmpDecoder {
  private static final int MARKER = 16;
  private static final int COUNT = 4;
  private static final int LARGE = 8;
  private static final int OF_A_FAMILY = 11;
  private static final int MOST_FIGURES = 256;

  private BmpDecoder() {}

  /**
   * @param whole exactly one message with its header, as {@link BmpFrame} delimits it
   */
  public static BmpDecoded decode(byte[] whole) {
    BmpFrame frame = BmpFrame.peek(Unpooled.wrappedBuffer(whole));
    if (frame instanceof BmpFrame.Bad(BmpFault fault)) {
      return fault;
    }
    if (!(frame instanceof BmpFrame.Whole(int length, int type)) || length != whole.length) {
      return new BmpFault(
          BmpFault.Kind.LENGTH, BmpFault.NO_TYPE, 1, "the message is not as long as it says");
    }
    Cursor in = new Cursor(whole);
    try {
      in.skip(BmpFrame.LENGTH);
      return body(type, in);
    } catch (Cursor.Fault fault) {
      return fault.asFault(type);
    }
  }

  private static BmpMessage body(int type, Cursor in) {
    return switch (type) {
      case BmpMessage.ROUTE_MONITORING ->
          new BmpMessage.RouteMonitoring(PeerHeader.read(in), in.rest());
      case BmpMessage.STATISTICS -> new BmpMessage.Statistics(PeerHeader.read(in), figures(in));
      case BmpMessage.PEER_DOWN -> peerDown(PeerHeader.read(in), in);
      case BmpMessage.PEER_UP -> peerUp(PeerHeader.read(in), in);
      case BmpMessage.INITIATION -> new BmpMessage.Initiation(Tlv.readAll(in));
      case BmpMessage.TERMINATION -> new BmpMessage.Termination(Tlv.readAll(in));
      case BmpMessage.MIRRORING -> new BmpMessage.Mirroring(PeerHeader.read(in), in.rest());
      default -> new BmpMessage.Unknown(type);
    };
  }

  /** Their number is not needed: each says its length. */
  private static List<Figure> figures(Cursor in) {
    in.skip(COUNT);
    List<Figure> figures = new ArrayList<>();
    while (in.more()) {
      int type = in.u16();
      Figure figure = figure(type, in.part(in.u16()));
      if (figure != null && figures.size() < MOST_FIGURES) {
        figures.add(figure);
      }
    }
    return figures;
  }

  private static @Nullable Figure figure(int type, Cursor value) {
    return switch (value.left()) {
      case COUNT -> new Figure(type, 0, 0, value.u32());
      case LARGE -> new Figure(type, 0, 0, value.u64());
      case OF_A_FAMILY -> new Figure(type, value.u16(), value.u8(), value.u64());
      default -> null;
    };
  }

  private static PeerDown peerDown(PeerHeader peer, Cursor in) {
    int reason = in.u8();
    return switch (reason) {
      case PeerDown.LOCAL_NOTIFICATION, PeerDown.REMOTE_NOTIFICATION ->
          new PeerDown(
              peer, reason, bgp(in, Message.Notification.class, "NOTIFICATION"), 0, List.of());
      case PeerDown.LOCAL -> new PeerDown(peer, reason, null, in.u16(), List.of());
      case PeerDown.TABLE -> new PeerDown(peer, reason, null, 0, Tlv.readAll(in));
      default -> new PeerDown(peer, reason, null, 0, List.of());
    };
  }

  private static PeerUp peerUp(PeerHeader peer, Cursor in) {
    IpAddress local = in.address(peer.ipv6());
    int localPort = in.u16();
    int remotePort = in.u16();
    Message.Open sent = bgp(in, Message.Open.class, "OPEN that was sent");
    Message.Open received = bgp(in, Message.Open.class, "OPEN that was received");
    return new PeerUp(peer, local, localPort, remotePort, sent, received, Tlv.readAll(in));
  }

  /** A whole BGP message. */
  private static <M extends Message> M bgp(Cursor in, Class<M> kind, String what) {
    int start = in.at();
    Cursor header = in.again();
    header.skip(MARKER);
    int length = header.u16();
    if (length < FrameHeader.LENGTH) {
      throw in.fault(BmpFault.Kind.BGP, "the " + what + " has " + length + " octets");
    }
    byte[] frame = in.octets(length);
    return switch (MessageDecoder.decode(Unpooled.wrappedBuffer(frame), WireOptions.PLAIN, false)) {
      case Malformed malformed ->
          throw new Cursor.Fault(
              BmpFault.Kind.BGP, start, "the " + what + " is malformed: " + malformed.why());
      case Message message when kind.isInstance(message) -> kind.cast(message);
      case Message _ ->
          throw new Cursor.Fault(
              BmpFault.Kind.BGP, start, "another message is where the " + what + " should be");
    };
  }
}

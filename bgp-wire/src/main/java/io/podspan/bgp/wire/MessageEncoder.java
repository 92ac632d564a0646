package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.Message.Routes;
import io.podspan.bgp.wire.Message.Update;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes messages to frames. The caller splits what does not fit into one message. */
public final class MessageEncoder {
  private MessageEncoder() {}

  /**
   * @param options what the session negotiated
   * @throws IndexOutOfBoundsException when the message is larger than the session allows
   */
  public static byte[] encode(Message message, WireOptions options) {
    ByteBuf out = Unpooled.buffer(64, options.maxMessage());
    switch (message) {
      case Message.Open open -> {
        startFrame(out, Message.OPEN);
        OpenEncoder.write(out, open);
      }
      case Update update -> {
        startFrame(out, Message.UPDATE);
        update(out, update, options);
      }
      case Message.Notification(int code, int subcode, Octets data) -> {
        startFrame(out, Message.NOTIFICATION);
        out.writeByte(code).writeByte(subcode).writeBytes(data.toArray());
      }
      case Message.Keepalive _ -> startFrame(out, Message.KEEPALIVE);
      case Message.RouteRefresh(int afi, int subtype, int safi) -> {
        startFrame(out, Message.ROUTE_REFRESH);
        out.writeShort(afi).writeByte(subtype).writeByte(safi);
      }
    }
    finishFrame(out, 0);
    return Arrays.copyOf(out.array(), out.writerIndex());
  }

  /** Writes a header. {@link #finishFrame} sets its length. */
  public static void startFrame(ByteBuf out, int type) {
    out.writeLong(-1L).writeLong(-1L).writeShort(0).writeByte(type);
  }

  /**
   * @param start the writer index at which {@link #startFrame} was called
   */
  public static void finishFrame(ByteBuf out, int start) {
    out.setShort(start + FrameHeader.MARKER, out.writerIndex() - start);
  }

  /** IPv4 goes into the fields of RFC 4271, other families into the attributes of RFC 4760. */
  private static void update(ByteBuf out, Update update, WireOptions options) {
    if (update.routes().isEmpty() && update.endOfRib() == null) {
      throw new IllegalArgumentException("an UPDATE without routes would be read as End-of-RIB");
    }
    int index = indexOfIpv4(update);
    Routes ipv4 = index < 0 ? null : update.routes().get(index);
    Routes other = other(update, index);
    int withdrawnAt = startLength(out);
    if (ipv4 != null) {
      ipv4.withdrawn().writeTo(out);
    }
    finishLength(out, withdrawnAt);
    int attributesAt = startLength(out);
    if (other != null) {
      multiprotocol(out, other);
    } else if (update.endOfRib() == AddressFamily.IPV6_UNICAST) {
      MultiprotocolEncoder.finish(
          out, MultiprotocolEncoder.startUnreach(out, AddressFamily.IPV6_UNICAST));
    }
    PathAttributes attributes = shared(ipv4, other);
    if (attributes != null) {
      attributes.write(out, options);
    }
    finishLength(out, attributesAt);
    if (ipv4 != null) {
      ipv4.announced().writeTo(out);
    }
  }

  /** MP_REACH_NLRI and MP_UNREACH_NLRI come first (RFC 7606, section 5.1). */
  private static void multiprotocol(ByteBuf out, Routes routes) {
    PathAttributes attributes = routes.attributes();
    if (attributes != null) {
      int start = MultiprotocolEncoder.startReach(out, attributes);
      routes.announced().writeTo(out);
      MultiprotocolEncoder.finish(out, start);
    }
    if (!routes.withdrawn().isEmpty()) {
      int start = MultiprotocolEncoder.startUnreach(out, routes.family());
      routes.withdrawn().writeTo(out);
      MultiprotocolEncoder.finish(out, start);
    }
  }

  /** The index of the entry whose prefixes go into the fields, -1 if there is none. */
  private static int indexOfIpv4(Update update) {
    for (int i = 0; i < update.routes().size(); i++) {
      if (update.routes().get(i).family() == AddressFamily.IPV4_UNICAST) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Routes other(Update update, int ipv4) {
    Routes other = null;
    for (int i = 0; i < update.routes().size(); i++) {
      if (i != ipv4 && other != null) {
        throw new IllegalArgumentException("an UPDATE can have one MP_REACH_NLRI only");
      }
      other = i == ipv4 ? other : update.routes().get(i);
    }
    return other;
  }

  /** The ones with a NEXT_HOP if possible. MP_REACH_NLRI has its own next hop. */
  private static @Nullable PathAttributes shared(@Nullable Routes ipv4, @Nullable Routes other) {
    if (ipv4 != null && ipv4.attributes() != null) {
      return ipv4.attributes();
    }
    return other == null ? null : other.attributes();
  }

  private static int startLength(ByteBuf out) {
    int at = out.writerIndex();
    out.writeShort(0);
    return at;
  }

  private static void finishLength(ByteBuf out, int at) {
    out.setShort(at, out.writerIndex() - at - 2);
  }
}

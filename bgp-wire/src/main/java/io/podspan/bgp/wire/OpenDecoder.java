package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The body of an OPEN (RFC 4271 section 4.2, RFC 5492, RFC 9072). Single use. */
final class OpenDecoder {
  static final int CAPABILITIES_PARAMETER = 2;
  static final int EXTENDED = 255;

  private final List<AddressFamily> families = new ArrayList<>();
  private boolean multiprotocol;
  private boolean routeRefresh;
  private boolean enhancedRouteRefresh;
  private boolean extendedMessages;
  private OptionalLong fourOctetAsn = OptionalLong.empty();

  private OpenDecoder() {}

  static Decoded decode(ByteBuf body) {
    int version = body.readUnsignedByte();
    int asn = body.readUnsignedShort();
    int holdTime = body.readUnsignedShort();
    int routerId = body.readInt();
    OpenDecoder decoder = new OpenDecoder();
    Malformed malformed = decoder.parameters(body);
    return malformed != null
        ? malformed
        : new Message.Open(version, asn, holdTime, routerId, decoder.capabilities());
  }

  private Capabilities capabilities() {
    return new Capabilities(
        families,
        multiprotocol,
        fourOctetAsn,
        routeRefresh,
        enhancedRouteRefresh,
        extendedMessages);
  }

  private @Nullable Malformed parameters(ByteBuf body) {
    int length = body.readUnsignedByte();
    // RFC 9072, section 2: type 255 after a non-zero length says that lengths have two octets.
    boolean extended =
        length > 0 && body.isReadable() && body.getUnsignedByte(body.readerIndex()) == EXTENDED;
    if (extended) {
      body.skipBytes(1);
      if (body.readableBytes() < 2) {
        return malformed("extended parameters without length");
      }
      length = body.readUnsignedShort();
    }
    if (length != body.readableBytes()) {
      return malformed("parameters of " + length + " octets in " + body.readableBytes());
    }
    while (body.isReadable()) {
      Malformed malformed = parameter(body, extended);
      if (malformed != null) {
        return malformed;
      }
    }
    return null;
  }

  private @Nullable Malformed parameter(ByteBuf body, boolean extended) {
    if (body.readableBytes() < (extended ? 3 : 2)) {
      return malformed("parameter is cut short");
    }
    int type = body.readUnsignedByte();
    int length = extended ? body.readUnsignedShort() : body.readUnsignedByte();
    if (length > body.readableBytes()) {
      return malformed("parameter runs over the end");
    }
    ByteBuf slice = body.readSlice(length);
    // RFC 4271, section 6.2 would refuse others; nothing is lost by not knowing them, and RFC 5492,
    // section 3 is as lenient with capabilities.
    return type == CAPABILITIES_PARAMETER ? capabilities(slice) : null;
  }

  private @Nullable Malformed capabilities(ByteBuf slice) {
    while (slice.isReadable()) {
      if (slice.readableBytes() < 2) {
        return malformed("capability is cut short");
      }
      int code = slice.readUnsignedByte();
      int length = slice.readUnsignedByte();
      if (length > slice.readableBytes()) {
        return malformed("capability " + code + " runs over its parameter");
      }
      Malformed malformed = capability(code, slice.readSlice(length));
      if (malformed != null) {
        return malformed;
      }
    }
    return null;
  }

  /** Unknown ones are ignored (RFC 5492, section 3), as is content where there should be none. */
  private @Nullable Malformed capability(int code, ByteBuf value) {
    switch (code) {
      case Capabilities.MULTIPROTOCOL -> {
        return multiprotocol(value);
      }
      case Capabilities.FOUR_OCTET_AS -> {
        return fourOctetAs(value);
      }
      case Capabilities.ROUTE_REFRESH -> routeRefresh |= !value.isReadable();
      case Capabilities.EXTENDED_MESSAGES -> extendedMessages |= !value.isReadable();
      case Capabilities.ENHANCED_ROUTE_REFRESH -> enhancedRouteRefresh |= !value.isReadable();
      default -> {}
    }
    return null;
  }

  private @Nullable Malformed multiprotocol(ByteBuf value) {
    if (value.readableBytes() != 4) {
      return malformed("multiprotocol capability of " + value.readableBytes() + " octets");
    }
    multiprotocol = true;
    int afi = value.readUnsignedShort();
    value.skipBytes(1);
    AddressFamily family = AddressFamily.find(afi, value.readUnsignedByte());
    if (family != null && !families.contains(family)) {
      families.add(family);
    }
    return null;
  }

  private @Nullable Malformed fourOctetAs(ByteBuf value) {
    if (value.readableBytes() != 4) {
      return malformed("four-octet AS capability of " + value.readableBytes() + " octets");
    }
    fourOctetAsn = OptionalLong.of(value.readUnsignedInt());
    return null;
  }

  private static Malformed malformed(String why) {
    return Malformed.of(NotificationCode.OPEN_UNSPECIFIC, why);
  }
}

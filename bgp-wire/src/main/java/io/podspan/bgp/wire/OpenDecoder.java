package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the body of an OPEN (RFC 4271 section 4.2, RFC 5492, RFC 9072). Single use. */
final class OpenDecoder {
  static final int CAPABILITIES_PARAMETER = 2;
  static final int EXTENDED = 255;

  /** The capabilities of all parameters, one after the other. */
  private final ByteBuf capabilities;

  private OpenDecoder(int atMost) {
    this.capabilities = Unpooled.buffer(atMost);
  }

  static Decoded decode(ByteBuf body) {
    int version = body.readUnsignedByte();
    int asn = body.readUnsignedShort();
    int holdTime = body.readUnsignedShort();
    int routerId = body.readInt();
    OpenDecoder decoder = new OpenDecoder(body.readableBytes());
    Malformed malformed = decoder.parameters(body);
    return malformed != null
        ? malformed
        : new Message.Open(version, asn, holdTime, routerId, decoder.capabilities());
  }

  private Capabilities capabilities() {
    return Capabilities.ofEncoded(Arrays.copyOf(capabilities.array(), capabilities.writerIndex()));
  }

  private @Nullable Malformed parameters(ByteBuf body) {
    int length = body.readUnsignedByte();
    // RFC 9072, section 2: type 255 after a non-zero length means that lengths have two octets.
    boolean extended =
        length > 0 && body.isReadable() && body.getUnsignedByte(body.readerIndex()) == EXTENDED;
    if (extended) {
      body.skipBytes(1);
      if (body.readableBytes() < 2) {
        return malformed("the extended parameters have no length");
      }
      length = body.readUnsignedShort();
    }
    if (length != body.readableBytes()) {
      return malformed(
          "the parameters claim " + length + " octets and have " + body.readableBytes());
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
      return malformed("a parameter is cut short");
    }
    int type = body.readUnsignedByte();
    int length = extended ? body.readUnsignedShort() : body.readUnsignedByte();
    if (length > body.readableBytes()) {
      return malformed("a parameter is longer than the OPEN");
    }
    ByteBuf slice = body.readSlice(length);
    return type == CAPABILITIES_PARAMETER ? capabilities(slice) : unknown(type);
  }

  /** RFC 4271, section 6.2. */
  private static Malformed unknown(int type) {
    return Malformed.of(
        NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER, "optional parameter " + type);
  }

  private @Nullable Malformed capabilities(ByteBuf slice) {
    int start = slice.readerIndex();
    while (slice.isReadable()) {
      if (slice.readableBytes() < 2) {
        return malformed("a capability is cut short");
      }
      int code = slice.readUnsignedByte();
      int length = slice.readUnsignedByte();
      if (length > slice.readableBytes()) {
        return malformed("capability " + code + " is longer than its parameter");
      }
      CapabilityType<?> type = CapabilityType.find(code);
      if (type != null && !type.accepts(length)) {
        return malformed("capability " + type.text() + " cannot have " + length + " octets");
      }
      slice.skipBytes(length);
    }
    capabilities.writeBytes(slice, start, slice.readerIndex() - start);
    return null;
  }

  private static Malformed malformed(String why) {
    return Malformed.of(NotificationCode.OPEN_UNSPECIFIC, why);
  }
}

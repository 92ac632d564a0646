package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What holds for the decoder whatever it is given. An input is one octet that says how the session
 * is and then a frame; unless it says otherwise, marker and length are put right first, so that the
 * body is reached.
 */
final class DecoderProperties {
  static final int TWO_OCTET_AS = 1;
  static final int EXTENDED = 2;
  static final int EXTERNAL = 4;
  static final int WITHOUT_IPV4 = 8;
  static final int WITHOUT_IPV6 = 16;
  static final int RAW = 128;

  /** What is written again may be longer by the extended length of some attributes. */
  private static final int MAX_AGAIN = WireOptions.MAX_EXTENDED_MESSAGE / 2;

  private DecoderProperties() {}

  static Decoded check(byte[] input) {
    if (input.length == 0) {
      return Message.Keepalive.INSTANCE;
    }
    byte[] frame = frame(input);
    boolean internal = (input[0] & EXTERNAL) == 0;
    Decoded decoded = decodeDirect(frame, options(input[0]), internal);
    Decoded again =
        MessageDecoder.decode(Unpooled.wrappedBuffer(frame), options(input[0]), internal);
    require(decoded.equals(again), "differs by buffer: " + decoded + " and " + again);
    if (decoded instanceof Malformed malformed) {
      require(
          MessageEncoder.encode(malformed.notification(), WireOptions.PLAIN).length <= 4096,
          "cannot be answered");
    }
    if (decoded instanceof Message.Update update && frame.length < MAX_AGAIN) {
      check(update);
    }
    return decoded;
  }

  /** What was taken can be sent again, and means the same. */
  private static void check(Message.Update update) {
    require(update.faults().size() <= Faults.REMEMBERED, "too many faults");
    if (update.routes().isEmpty() && update.endOfRib() == null) {
      return;
    }
    byte[] encoded = MessageEncoder.encode(update, Frames.EXTENDED);
    Decoded again = Frames.decode(encoded, Frames.EXTENDED);
    require(
        again instanceof Message.Update sent
            && sent.routes().equals(update.routes())
            && sent.endOfRib() == update.endOfRib()
            && sent.faults().isEmpty(),
        "became " + again + " from " + update);
    for (Message.Routes routes : update.routes()) {
      PathAttributes attributes = routes.attributes();
      if (attributes != null) {
        require(attributes.toString().length() > 0, "has no text");
        reflects(attributes);
      }
    }
  }

  private static void reflects(PathAttributes attributes) {
    ByteBuf out = Unpooled.buffer();
    attributes.writeReflected(out, 1, 2, Frames.FULL);
    byte[] written = Arrays.copyOf(out.array(), out.writerIndex());
    PathAttributes reflected = attributes.reflectedBy(1, 2);
    require(Arrays.equals(written, reflected.encoded(Frames.FULL)), "is reflected in two ways");
    require(reflected.isReflected() && reflected.clusterListContains(1), "is not reflected");
    attributes.leaving(64512).encoded(WireOptions.PLAIN);
  }

  static byte[] frame(byte[] input) {
    byte[] frame = Arrays.copyOfRange(input, 1, input.length);
    if ((input[0] & RAW) == 0 && frame.length >= FrameHeader.LENGTH && frame.length <= 65535) {
      Arrays.fill(frame, 0, FrameHeader.MARKER, (byte) 0xff);
      Bytes.putShort(frame, FrameHeader.MARKER, frame.length);
    }
    return frame;
  }

  static WireOptions options(byte bits) {
    Set<AddressFamily> families = EnumSet.allOf(AddressFamily.class);
    if ((bits & WITHOUT_IPV4) != 0) {
      families.remove(AddressFamily.IPV4_UNICAST);
    }
    if ((bits & WITHOUT_IPV6) != 0) {
      families.remove(AddressFamily.IPV6_UNICAST);
    }
    return new WireOptions((bits & TWO_OCTET_AS) == 0, (bits & EXTENDED) != 0, families);
  }

  private static Decoded decodeDirect(byte[] frame, WireOptions options, boolean internal) {
    ByteBuf direct = Unpooled.directBuffer(Math.max(1, frame.length)).writeBytes(frame);
    try {
      return MessageDecoder.decode(direct, options, internal);
    } finally {
      direct.release();
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}

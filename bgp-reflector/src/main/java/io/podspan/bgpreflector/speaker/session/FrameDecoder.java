package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.FrameHeader;
import io.podspan.bgp.wire.InputRules;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into frames and decodes each (RFC 4271, section 4.1), directly from the receive
 * buffer. Only an incomplete frame is copied and kept. After a bad header the rest of the stream is
 * skipped, because the start of the next frame is unknown.
 */
final class FrameDecoder {

  /** Where messages go. What it negotiates by one message holds for the next. */
  interface Receiver {
    /**
     * @param octets that it had
     */
    void onMessage(Decoded message, int octets);

    /**
     * The next message is an UPDATE with errors.
     *
     * @param frame the whole message, valid during the call
     */
    void onFaults(Message.Update update, ByteBuf frame);

    WireOptions options();

    InputRules rules();
  }

  private final Receiver receiver;
  private @Nullable ByteBuf rest;
  private boolean broken;

  FrameDecoder(Receiver receiver) {
    this.receiver = receiver;
  }

  /** Takes everything that is readable; the buffer stays the caller's. */
  void decode(ByteBuf in, ByteBufAllocator allocator) {
    while (in.isReadable() && !broken && completeRest(in)) {
      decodeWhole(in);
      if (in.isReadable() && !broken) {
        keep(in, allocator);
      }
    }
  }

  private void decodeWhole(ByteBuf in) {
    while (!broken && frameAt(in) > 0) {
      // Frame by frame.
    }
  }

  /** Handles the frame at the reader index; 0 when it is not whole. */
  private int frameAt(ByteBuf in) {
    return switch (peek(in)) {
      case FrameHeader.Incomplete _ -> 0;
      case FrameHeader.Bad bad -> {
        broken = true;
        receiver.onMessage(bad.malformed(), 0);
        yield 0;
      }
      case FrameHeader.Frame(int length, int _) -> {
        if (in.readableBytes() < length) {
          yield 0;
        }
        ByteBuf frame = in.readSlice(length);
        Decoded decoded = MessageDecoder.decode(frame, receiver.options(), receiver.rules());
        if (decoded instanceof Message.Update update && !update.faults().isEmpty()) {
          receiver.onFaults(update, frame);
        }
        receiver.onMessage(decoded, length);
        yield length;
      }
    };
  }

  private void keep(ByteBuf in, ByteBufAllocator allocator) {
    ByteBuf kept = allocator.heapBuffer(Math.max(wanted(in), in.readableBytes()));
    kept.writeBytes(in);
    rest = kept;
  }

  private FrameHeader peek(ByteBuf in) {
    return FrameHeader.peek(in, receiver.options().maxMessage());
  }

  /** How long what is kept has to become: the header first, then the frame. */
  private int wanted(ByteBuf kept) {
    return peek(kept) instanceof FrameHeader.Frame(int length, int _) ? length : FrameHeader.LENGTH;
  }

  /** Whether nothing is kept any more, so that the input starts with a header. */
  private boolean completeRest(ByteBuf in) {
    ByteBuf kept = rest;
    while (kept != null && in.isReadable() && !broken) {
      int missing = wanted(kept) - kept.readableBytes();
      kept.writeBytes(in, Math.min(missing, in.readableBytes()));
      frameAt(kept);
      if (!kept.isReadable()) {
        kept = null;
        release();
      }
    }
    return rest == null;
  }

  void release() {
    ByteBuf kept = rest;
    rest = null;
    if (kept != null) {
      kept.release();
    }
  }
}

package io.podspan.bgpreflector.speaker.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * Messages of sessions as bytes. Messages that are the same for all sessions are encoded once: when
 * a thousand peers connect at the same moment, that saves a thousand OPENs. Any thread.
 */
public final class SessionFrames {
  private static final byte[] KEEPALIVE =
      MessageEncoder.encode(Message.Keepalive.INSTANCE, WireOptions.PLAIN);

  @SuppressWarnings("ArrayRecordComponent") // never changed
  private record Encoded(Message.Open open, byte[] frame) {}

  private volatile @Nullable Encoded last;

  public ByteBuf of(Message message, WireOptions options) {
    if (message instanceof Message.Keepalive) {
      return Unpooled.wrappedBuffer(KEEPALIVE);
    }
    return Unpooled.wrappedBuffer(
        message instanceof Message.Open open
            ? open(open, options)
            : MessageEncoder.encode(message, options));
  }

  @SuppressWarnings("ReferenceEquality") // machines are shared, and their OPENs with them
  private byte[] open(Message.Open open, WireOptions options) {
    Encoded known = last;
    if (known != null && known.open() == open) {
      return known.frame();
    }
    byte[] frame = MessageEncoder.encode(open, options);
    last = new Encoded(open, frame);
    return frame;
  }
}

package io.podspan.bgpreflector.speaker.sockets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * One buffer for all connections of a loop. What was read is decoded before the next read, so that
 * a quiet session needs no buffer. Owned by the loop.
 */
final class ReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  static final int SIZE = 64 << 10;

  /** A flood from one peer gives way to the others after so many reads. */
  private static final int READS_IN_A_ROW = 4;

  /** Lives as long as its loop, so that collecting is enough. */
  private final ByteBuf shared = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(SIZE));

  ReceiveBuffer() {
    super(READS_IN_A_ROW);
  }

  @Override
  @SuppressWarnings("deprecation") // of Netty 5
  public Handle newHandle() {
    return new SharedHandle();
  }

  private final class SharedHandle extends MaxMessageHandle {
    @Override
    public int guess() {
      return SIZE;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      boolean free = shared.refCnt() == 1;
      return free ? shared.clear().retain() : allocator.directBuffer(SIZE, SIZE);
    }
  }
}

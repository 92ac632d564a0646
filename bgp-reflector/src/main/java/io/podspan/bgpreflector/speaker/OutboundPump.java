package io.podspan.bgpreflector.speaker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.podspan.bgpreflector.reflect.Packet;
import io.podspan.bgpreflector.reflect.Segment;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Moves packets from the logs to one socket while it takes them. Owned by the session's I/O loop.
 */
final class OutboundPump {
  private static final int CHUNK = 64 << 10;

  private final Channel channel;
  private final RouteSource member;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final AtomicBoolean wakePending = new AtomicBoolean();
  private @Nullable Packet held;
  private volatile long sent;

  OutboundPump(Channel channel, RouteSource member) {
    this.channel = channel;
    this.member = member;
  }

  /** Messages handed to the socket. Any thread. */
  long sent() {
    return sent;
  }

  /** Has {@link #pump} run soon, once for any number of calls until then. Any thread. */
  void wake() {
    if (wakePending.compareAndSet(false, true)) {
      channel.eventLoop().execute(this::pump);
    }
  }

  void append(Segment segment) {
    segments.add(segment);
    pump();
  }

  void pump() {
    wakePending.set(false);
    boolean wrote = false;
    while (channel.isActive() && channel.isWritable()) {
      ByteBuf chunk = gather();
      if (chunk == null) {
        break;
      }
      channel.write(chunk, channel.voidPromise());
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
  }

  /** As many packets as a chunk holds, null when there are none. */
  private @Nullable ByteBuf gather() {
    Packet packet = next();
    if (packet == null) {
      return null;
    }
    ByteBuf chunk = channel.alloc().buffer(packet.bytes().length, CHUNK);
    long count = 0;
    while (packet != null && packet.bytes().length <= chunk.maxWritableBytes()) {
      chunk.writeBytes(packet.bytes());
      count++;
      packet = next();
    }
    held = packet;
    countSent(count);
    return chunk;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void countSent(long more) {
    sent = sent + more;
  }

  private @Nullable Packet next() {
    Packet packet = held;
    held = null;
    while (packet == null || !packet.isFor(member)) {
      Segment segment = segments.peek();
      if (segment == null) {
        return null;
      }
      packet = segment.poll();
      if (packet == null) {
        if (!segment.isFinished()) {
          return null;
        }
        segments.remove();
      }
    }
    return packet;
  }
}

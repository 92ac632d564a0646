package io.podspan.bgpreflector.speaker.output;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.podspan.bgpreflector.reflect.Segment;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves messages from the logs of all shards to one socket while it takes them. The bytes are those
 * of the log, shared with all other members. Owned by the session's I/O loop.
 */
public final class OutboundPump {
  /** Octets of one write, about. */
  private static final int SLICE = 64 << 10;

  /** Octets for one member before the others of the loop have their turn. */
  private static final int FAIR_SHARE = 1 << 20;

  /** Hears of progress: a port to the session. */
  public interface Progress {
    /** All shards' segments with this ending were written. */
    void onEnding(Segment.Ending ending);

    /** Nothing more of this shard is to be sent for now. */
    void onDrained(int shard);
  }

  private final Channel channel;
  private final RouteSource member;
  private final Progress progress;
  private final List<Deque<Segment>> shards = new ArrayList<>();
  private int dumpsLeft;
  private int refreshesLeft;
  private boolean closed;
  private volatile long sent;

  public OutboundPump(Channel channel, RouteSource member, int shardCount, Progress progress) {
    this.channel = channel;
    this.member = member;
    this.progress = progress;
    this.dumpsLeft = shardCount;
    this.refreshesLeft = shardCount;
    for (int shard = 0; shard < shardCount; shard++) {
      shards.add(new ArrayDeque<>(2));
    }
  }

  /** Messages handed to the socket. Any thread. */
  public long sent() {
    return sent;
  }

  public void append(int shard, Segment segment) {
    if (closed) {
      segment.release();
      return;
    }
    shards.get(shard).add(segment);
    pump();
  }

  public void pump() {
    int left = FAIR_SHARE;
    boolean wrote = false;
    while (!closed && channel.isActive() && channel.isWritable()) {
      if (left <= 0) {
        channel.eventLoop().execute(this::pump);
        break;
      }
      ByteBuf slice = next();
      if (slice == null) {
        break;
      }
      left -= slice.readableBytes();
      channel.write(slice, channel.voidPromise());
      wrote = true;
    }
    if (wrote) {
      channel.flush();
    }
  }

  private @Nullable ByteBuf next() {
    for (int shard = 0; shard < shards.size(); shard++) {
      ByteBuf slice = next(shard);
      if (slice != null) {
        return slice;
      }
    }
    return null;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private @Nullable ByteBuf next(int shard) {
    Deque<Segment> segments = shards.get(shard);
    Segment segment = segments.peek();
    while (segment != null) {
      long before = segment.messages();
      ByteBuf slice = segment.next(member, SLICE);
      if (slice != null) {
        sent = sent + segment.messages() - before;
        return slice;
      }
      if (!segment.isFinished()) {
        return null;
      }
      segments.remove();
      segment.release();
      finished(segment.ending());
      segment = segments.peek();
      if (segment == null) {
        progress.onDrained(shard);
      }
    }
    return null;
  }

  /** Reported when all shards have reached it. */
  private void finished(Segment.Ending ending) {
    switch (ending) {
      case PLAIN -> {}
      case INITIAL_UPDATE -> {
        if (--dumpsLeft == 0) {
          progress.onEnding(ending);
        }
      }
      case REFRESH -> {
        if (--refreshesLeft == 0) {
          refreshesLeft = shards.size();
          progress.onEnding(ending);
        }
      }
    }
  }

  /** Nothing more is sent. Segments that were not sent are released. */
  public void close() {
    closed = true;
    for (Deque<Segment> segments : shards) {
      segments.forEach(Segment::release);
      segments.clear();
    }
  }
}

package io.podspan.bgpreflector.reflect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a {@link GroupLog}: encoded messages back to back in one direct buffer, and a table of
 * runs that says whom they are for. Written by the shard loop, read by any number of I/O loops up
 * to what was {@link #publish published}.
 *
 * <p>Counted by hand, because what is outside the heap must not wait for a collection: one count
 * for the log or the chunk before it, one for each {@link Segment} that stands in it.
 */
final class LogChunk {
  private static final int FIRST_RUNS = 16;
  private static final int[] NOTHING = new int[0];
  private static final @Nullable RouteSource[] NOBODY = new @Nullable RouteSource[0];

  private final ByteBuf buffer;

  /** Bytes in the log before this chunk. */
  private final long base;

  private final AtomicInteger holders = new AtomicInteger(1);

  // Runs: written before the volatile write of {@link #published}, never changed after it.
  private int[] ends = new int[FIRST_RUNS];
  private int[] messages = new int[FIRST_RUNS];
  private @Nullable RouteSource[] except = new @Nullable RouteSource[FIRST_RUNS];
  private @Nullable RouteSource[] exceptToo = new @Nullable RouteSource[FIRST_RUNS];
  private @Nullable RouteSource[] only = new @Nullable RouteSource[FIRST_RUNS];
  private int runs;
  private int publishedRuns;

  private volatile int published;
  private volatile @Nullable LogChunk next;

  LogChunk(int capacity, long base) {
    this.buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
    this.base = base;
  }

  // The shard loop.

  ByteBuf buffer() {
    return buffer;
  }

  boolean hasRoomFor(int octets) {
    return buffer.writableBytes() >= octets;
  }

  /** What was written since the last run is one message for these. */
  void endMessage(
      @Nullable RouteSource exceptMember,
      @Nullable RouteSource exceptTooMember,
      @Nullable RouteSource onlyMember) {
    if (runs > publishedRuns && isFor(runs - 1, exceptMember, exceptTooMember, onlyMember)) {
      ends[runs - 1] = buffer.writerIndex();
      messages[runs - 1]++;
      return;
    }
    if (runs == ends.length) {
      ends = Arrays.copyOf(ends, runs * 2);
      messages = Arrays.copyOf(messages, runs * 2);
      except = Arrays.copyOf(except, runs * 2);
      exceptToo = Arrays.copyOf(exceptToo, runs * 2);
      only = Arrays.copyOf(only, runs * 2);
    }
    ends[runs] = buffer.writerIndex();
    messages[runs] = 1;
    except[runs] = exceptMember;
    exceptToo[runs] = exceptTooMember;
    only[runs] = onlyMember;
    runs++;
  }

  @SuppressWarnings("ReferenceEquality") // sources are sessions, compared by identity
  private boolean isFor(
      int run, @Nullable RouteSource e, @Nullable RouteSource too, @Nullable RouteSource o) {
    return except[run] == e && exceptToo[run] == too && only[run] == o;
  }

  void publish() {
    publishedRuns = runs;
    published = buffer.writerIndex();
  }

  /** No more is written here; the log's count of the next chunk becomes this chunk's. */
  void link(LogChunk successor) {
    publish();
    successor.retain();
    next = successor;
  }

  /** Runs up to what is published. */
  int publishedRuns() {
    return publishedRuns;
  }

  long end() {
    return base + buffer.writerIndex();
  }

  // Any loop.

  long base() {
    return base;
  }

  int published() {
    return published;
  }

  @Nullable LogChunk next() {
    return next;
  }

  int endOfRun(int run) {
    return ends[run];
  }

  int messagesOfRun(int run) {
    return messages[run];
  }

  @SuppressWarnings("ReferenceEquality") // as above
  boolean isRunFor(int run, RouteSource member) {
    RouteSource one = only[run];
    return except[run] != member && exceptToo[run] != member && (one == null || one == member);
  }

  /** A part of the buffer that lives on until it is released. */
  ByteBuf slice(int from, int to) {
    return buffer.retainedSlice(from, to - from);
  }

  void retain() {
    holders.incrementAndGet();
  }

  void release() {
    LogChunk chunk = this;
    while (chunk != null && chunk.holders.decrementAndGet() == 0) {
      LogChunk successor = chunk.next;
      chunk.forget();
      chunk = successor;
    }
  }

  /**
   * No reader uses it any more. It drops the link to its successor: otherwise an old chunk that
   * waits for a collection of the old generation would drag every later chunk there too.
   */
  private void forget() {
    buffer.release();
    next = null;
    ends = NOTHING;
    messages = NOTHING;
    except = NOBODY;
    exceptToo = NOBODY;
    only = NOBODY;
  }
}

package io.podspan.bgpreflector.reflect;

import io.netty.buffer.ByteBuf;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One reader's part of a log. It starts at the end of what is published, and goes on until {@link
 * #endAt}. Made and ended by the shard loop, read and released by one I/O loop.
 */
public final class Segment {
  /** What has to happen when a segment was read to its end. */
  public enum Ending {
    /** Nothing. */
    PLAIN,
    /** The initial update of a shard was sent: End-of-RIB is due (RFC 4724, section 2). */
    INITIAL_UPDATE,
    /** What a peer asked for again was sent (RFC 2918, RFC 7313). */
    REFRESH
  }

  private record End(LogChunk chunk, int offset) {}

  private final Ending ending;
  private LogChunk chunk;
  private int offset;
  private int run;
  private long messages;
  private boolean released;
  private volatile @Nullable End end;
  private volatile long consumed;

  /**
   * Counts the reader's segments that are not read to their end; null when nobody wants to know.
   */
  private @Nullable AtomicInteger unread;

  Segment(LogChunk chunk, Ending ending) {
    chunk.retain();
    this.chunk = chunk;
    this.offset = chunk.published();
    this.run = chunk.publishedRuns();
    this.ending = ending;
    this.consumed = chunk.base() + offset;
  }

  public Ending ending() {
    return ending;
  }

  /** From now on it is counted until it is released. Shard loop, before it is handed over. */
  void countIn(AtomicInteger counter) {
    counter.incrementAndGet();
    unread = counter;
  }

  /** The last published octet of this chunk is the last that belongs to it. Shard loop. */
  void endAt(LogChunk last) {
    end = new End(last, last.published());
  }

  /** Octets of the log that the reader has passed. Any thread. */
  long consumed() {
    return consumed;
  }

  /**
   * The next messages for the member, as many as stand together up to about the limit; null when
   * there are none yet, or no more. The caller releases them. I/O loop.
   */
  public @Nullable ByteBuf next(RouteSource member, int limit) {
    while (!released) {
      int available = available();
      int from = skipOthers(member, available);
      int to = takeOwn(member, available, limit);
      if (to > from) {
        consumed = chunk.base() + to;
        return chunk.slice(from, to);
      }
      if (available == available() && !advance()) {
        consumed = chunk.base() + offset;
        return null;
      }
    }
    return null;
  }

  private int skipOthers(RouteSource member, int available) {
    while (offset < available && !chunk.isRunFor(run, member)) {
      offset = chunk.endOfRun(run++);
    }
    return offset;
  }

  private int takeOwn(RouteSource member, int available, int limit) {
    int from = offset;
    while (offset < available && offset - from < limit && chunk.isRunFor(run, member)) {
      messages += chunk.messagesOfRun(run);
      offset = chunk.endOfRun(run++);
    }
    return offset;
  }

  /** Published is read before the end, which was set before anything that lies behind it. */
  @SuppressWarnings("ReferenceEquality") // chunks are places
  private int available() {
    int published = chunk.published();
    End last = end;
    return last != null && last.chunk() == chunk ? last.offset() : published;
  }

  /** Whether there is more to look at: in the next chunk, or behind what was looked at so far. */
  private boolean advance() {
    LogChunk next = chunk.next();
    if (next == null || isFinished()) {
      return false;
    }
    if (offset < available()) {
      return true;
    }
    next.retain();
    chunk.release();
    chunk = next;
    offset = 0;
    run = 0;
    return true;
  }

  /** Whether nothing will follow. I/O loop. */
  @SuppressWarnings("ReferenceEquality") // chunks are places
  public boolean isFinished() {
    End last = end;
    return released || (last != null && last.chunk() == chunk && offset >= last.offset());
  }

  /** Messages that {@link #next} has returned so far. I/O loop. */
  public long messages() {
    return messages;
  }

  /** Must be called once, when nothing more is read from it. I/O loop. */
  public void release() {
    if (!released) {
      released = true;
      chunk.release();
      if (unread != null) {
        unread.decrementAndGet();
      }
    }
  }
}

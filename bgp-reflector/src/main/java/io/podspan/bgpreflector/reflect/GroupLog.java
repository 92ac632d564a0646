package io.podspan.bgpreflector.reflect;

import io.netty.buffer.ByteBuf;
import io.podspan.bgpreflector.rib.RouteSource;
import org.jspecify.annotations.Nullable;

/**
 * Encoded messages in the order in which they are to be sent, shared by all who read them. One
 * writer, the shard loop; any number of readers, each with a {@link Segment}. A chunk that all
 * readers have passed is freed.
 */
final class GroupLog {
  private static final int SMALLEST_CHUNK = 4 << 10;
  private static final int LARGEST_CHUNK = 128 << 10;

  private LogChunk tail = new LogChunk(SMALLEST_CHUNK, 0);
  private int nextCapacity = SMALLEST_CHUNK;
  private boolean unpublished;

  /** Where the next message goes; it must not need more than this many octets. */
  ByteBuf begin(int octets) {
    if (!tail.hasRoomFor(octets)) {
      nextCapacity = Math.min(nextCapacity * 4, LARGEST_CHUNK);
      LogChunk added = new LogChunk(Math.max(nextCapacity, octets), tail.end());
      LogChunk full = tail;
      full.link(added);
      full.release();
      tail = added;
    }
    return tail.buffer();
  }

  /**
   * The message written since {@link #begin} is complete.
   *
   * @param except the member that does not get it, because the routes are its own
   * @param exceptToo the member that does not get it, because it is the next hop
   * @param only the one member that gets it, when it is not for the others
   */
  void end(
      @Nullable RouteSource except, @Nullable RouteSource exceptToo, @Nullable RouteSource only) {
    tail.endMessage(except, exceptToo, only);
    unpublished = true;
  }

  /** Makes what was written visible to readers; whether there was anything. */
  boolean publish() {
    boolean any = unpublished;
    if (any) {
      tail.publish();
      unpublished = false;
    }
    return any;
  }

  /** A reader of what is published from now on. */
  Segment follow(Segment.Ending ending) {
    return new Segment(tail, ending);
  }

  /** The reader gets what is published by now and no more. */
  void endHere(Segment segment) {
    segment.endAt(tail);
  }

  /** Bytes ever written. */
  long position() {
    return tail.end();
  }

  /** Nothing more is written; the chunks live as long as a member reads them. */
  void close() {
    tail.release();
  }
}

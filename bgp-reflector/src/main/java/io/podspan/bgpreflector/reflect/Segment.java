package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.reflect.GroupLog.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A reader's part of a log: from an entry on, without end until {@link #endAt}. Read by one I/O
 * loop, ended by the shard loop.
 */
public final class Segment {
  private Entry at;
  private volatile @Nullable Entry end;
  private volatile long consumed;

  /** From the entry after this one. */
  Segment(Entry after) {
    this.at = after;
    this.consumed = after.position();
  }

  /** The last entry that belongs to it. Shard loop. */
  void endAt(Entry last) {
    end = last;
  }

  /** Bytes of the log that the reader has passed. Any thread. */
  long consumed() {
    return consumed;
  }

  /** The next packet, null when there is none yet or any more. I/O loop. */
  public @Nullable Packet poll() {
    if (isFinished()) {
      return null;
    }
    Entry next = at.next();
    if (next == null) {
      return null;
    }
    at = next;
    consumed = next.position();
    return next.packet();
  }

  /** Whether nothing will follow. I/O loop. */
  @SuppressWarnings("ReferenceEquality") // entries are places, not values
  public boolean isFinished() {
    return at == end;
  }
}

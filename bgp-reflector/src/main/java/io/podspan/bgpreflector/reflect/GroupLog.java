package io.podspan.bgpreflector.reflect;

import org.jspecify.annotations.Nullable;

/**
 * Packets in the order in which they are to be sent. One writer, the shard loop; any number of
 * readers, each with a {@link Segment}. What all readers have passed is garbage, because entries
 * point forward only.
 */
final class GroupLog {

  static final class Entry {
    private final @Nullable Packet packet;
    private final long position;
    private volatile @Nullable Entry next;

    private Entry(@Nullable Packet packet, long position) {
      this.packet = packet;
      this.position = position;
    }

    /** Null only for the entry before the first. */
    @Nullable Packet packet() {
      return packet;
    }

    /** Bytes in the log up to and with this entry. */
    long position() {
      return position;
    }

    @Nullable Entry next() {
      return next;
    }
  }

  private Entry tail = new Entry(null, 0);

  void append(Packet packet) {
    Entry entry = new Entry(packet, tail.position + packet.bytes().length);
    tail.next = entry;
    tail = entry;
  }

  Entry tail() {
    return tail;
  }

  long position() {
    return tail.position;
  }
}

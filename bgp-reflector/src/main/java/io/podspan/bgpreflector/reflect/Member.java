package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.RouteSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One session in an {@link UpdateGroup}. Owned by the shard loop. */
final class Member {
  private final RouteSource source;
  private final MemberOutput output;

  /** Segments that it was given and has not read to their end; the last one has none yet. */
  private final AtomicInteger unread;

  /** What it reads now, or read last. */
  private @Nullable Segment segment;

  /** What it has to be told before it reads the group's log; null when it does. */
  private @Nullable CatchUp catchUp;

  private boolean wantsRefresh;
  private boolean awaitsEndOfRib;

  Member(RouteSource source, MemberOutput output) {
    this(source, output, new AtomicInteger());
  }

  private Member(RouteSource source, MemberOutput output, AtomicInteger unread) {
    this.source = source;
    this.output = output;
    this.unread = unread;
  }

  /** The same in another group. */
  Member moved() {
    Member moved = new Member(source, output, unread);
    moved.awaitsEndOfRib = awaitsEndOfRib;
    return moved;
  }

  RouteSource source() {
    return source;
  }

  MemberOutput output() {
    return output;
  }

  @Nullable CatchUp catchUp() {
    return catchUp;
  }

  boolean isInSync() {
    return catchUp == null;
  }

  /** Octets of the log that it has not read; only in sync. */
  long lag(GroupLog log) {
    Segment reading = segment;
    return reading == null ? 0 : log.position() - reading.consumed();
  }

  /** Whether it has read all that it was given before what it reads now. */
  boolean readsTheLastSegment() {
    return unread.get() <= 1;
  }

  /** Stops reading the log here. */
  void leave(GroupLog log) {
    Segment reading = segment;
    if (reading != null) {
      log.endHere(reading);
      segment = null;
    }
  }

  void read(GroupLog log, Segment.Ending ending) {
    Segment next = log.follow(ending);
    segment = next;
    next.countIn(unread);
    output.append(next);
  }

  /** Reads the log from here on, and is told first that it has everything if that is still due. */
  void readAfterEndOfRib(GroupLog log) {
    if (awaitsEndOfRib) {
      awaitsEndOfRib = false;
      read(log, Segment.Ending.INITIAL_UPDATE);
      leave(log);
    }
    read(log, Segment.Ending.PLAIN);
  }

  /** Whether it has still to be told that it has everything. */
  boolean awaitsEndOfRib() {
    return awaitsEndOfRib;
  }

  void awaitsEndOfRib(boolean owes) {
    awaitsEndOfRib = owes;
  }

  /** Whether it is to hear everything again once it is in sync. */
  boolean wantsRefresh() {
    return wantsRefresh;
  }

  void wantsRefresh(boolean wants) {
    wantsRefresh = wants;
  }

  void catchUp(@Nullable CatchUp with) {
    catchUp = with;
  }
}

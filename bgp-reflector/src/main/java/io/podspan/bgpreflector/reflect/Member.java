package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.RouteSource;
import org.jspecify.annotations.Nullable;

/** One session in an {@link UpdateGroup}. Owned by the shard loop. */
final class Member {
  private final RouteSource source;
  private final MemberOutput output;

  /** What it reads now, or read last. */
  private @Nullable Segment segment;

  /** What it has to be told before it reads the group's log; null when it does. */
  private @Nullable CatchUp catchUp;

  private boolean wantsRefresh;

  Member(RouteSource source, MemberOutput output) {
    this.source = source;
    this.output = output;
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
    output.append(next);
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

package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.IntMap;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members that have to be told something before they may read their group's log: new ones, which
 * get the whole table; one that asked for everything again; one that read too slowly. What they are
 * told is encoded once, into a log of their own, one slice per turn. The group goes on meanwhile.
 * Owned by the shard loop.
 *
 * <p>Two things are due: a walk over all destinations, which has reached {@code walked}, and the
 * destinations that changed meanwhile. Each of these is noted with the path that the members knew
 * before its first change, so that a prefix that came and went needs no message.
 */
final class CatchUp {
  /** Why the members are here. */
  enum Cause {
    /** They know nothing. */
    JOINED,
    /** They know everything, and want to hear it again. */
    REFRESH,
    /** They know what the group knew when they were taken out of its log. */
    FELL_BEHIND
  }

  /** Destinations that are looked at in a turn. */
  private static final int SLICE = 4096;

  /** At least what changes in one turn, or a busy group would never be caught up with. */
  private static final int OWED_SLICE = 1 << 16;

  private final Cause cause;
  private final RibShard shard;
  private final UpdatePacker packer;
  private final GroupLog log = new GroupLog();
  private final Map<RouteSource, Member> members = new HashMap<>();
  private final IntMap<Path> owed = new IntMap<>();
  private int walked;
  private final boolean holdsEndOfRib;
  private boolean ready;

  /**
   * @param holdsEndOfRib whether new members are told at another time that they have everything
   */
  CatchUp(Cause cause, RibShard shard, UpdatePacker packer, boolean holdsEndOfRib) {
    this.cause = cause;
    this.shard = shard;
    this.packer = packer;
    this.holdsEndOfRib = holdsEndOfRib;
    this.ready = cause != Cause.FELL_BEHIND;
  }

  /** The member reads this log from now on. Nothing may have been told yet. */
  void add(Member member) {
    members.put(member.source(), member);
    member.catchUp(this);
    if (ready) {
      read(member);
    }
  }

  private void read(Member member) {
    member.read(
        log,
        switch (cause) {
          case JOINED -> holdsEndOfRib ? Segment.Ending.PLAIN : Segment.Ending.INITIAL_UPDATE;
          case REFRESH -> Segment.Ending.REFRESH;
          case FELL_BEHIND -> Segment.Ending.PLAIN;
        });
  }

  /** The member has read what it had been given before it fell behind. */
  void drained() {
    if (!ready) {
      ready = true;
      members.values().forEach(this::read);
    }
  }

  void remove(RouteSource source) {
    Member member = members.remove(source);
    if (member != null) {
      member.leave(log);
    }
  }

  /** The member reads on elsewhere. */
  void release(Member member) {
    member.leave(log);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Collection<Member> members() {
    return members.values();
  }

  boolean isJoining() {
    return cause == Cause.JOINED;
  }

  /** Destinations that it remembers for the members. */
  int owed() {
    return owed.size();
  }

  /**
   * The group is told of another path than this one from now on.
   *
   * @param before what it was told before, null for nothing
   */
  void note(Destination destination, @Nullable Path before) {
    boolean known = cause != Cause.JOINED || destination.id() < walked;
    if (known && owed.putIfAbsent(destination.id(), before)) {
      destination.pin();
    }
  }

  /** Whether there is something to be done now. */
  boolean isReady() {
    return ready;
  }

  /**
   * Tells the next slice; true when the members know what the group was told.
   *
   * @param told by destination id
   */
  boolean advance(AdjRibOut told) {
    if (isWalking()) {
      walk(told);
      packer.drainTo(log);
    }
    if (!isWalking()) {
      repay(told);
      packer.drainTo(log);
    }
    if (log.publish()) {
      members.values().forEach(member -> member.output().loop().wake());
    }
    return !isWalking() && owed.isEmpty();
  }

  private boolean isWalking() {
    return cause != Cause.FELL_BEHIND && walked < shard.destinations().idLimit();
  }

  private void walk(AdjRibOut told) {
    int end = Math.min(walked + SLICE, shard.destinations().idLimit());
    for (int id = walked; id < end; id++) {
      Path path = told.path(id);
      Destination destination = path == null ? null : shard.destinations().byId(id);
      if (path != null && destination != null && !owed.containsKey(id)) {
        packer.announce(destination, path);
      }
    }
    walked = end;
  }

  private void repay(AdjRibOut told) {
    int left = OWED_SLICE;
    for (int id : owed.keys()) {
      if (left-- == 0) {
        return;
      }
      Path before = owed.remove(id);
      Destination destination = shard.destinations().byId(id);
      if (destination == null) {
        throw new IllegalStateException("a pinned destination was forgotten");
      }
      repay(destination, before, told.path(id));
      shard.unpin(destination);
    }
  }

  private void repay(Destination destination, @Nullable Path before, @Nullable Path now) {
    if (cause == Cause.REFRESH && before != null && now != null && before.sameAs(now)) {
      packer.announce(destination, now);
    } else {
      packer.change(destination, before, now, members::containsKey);
    }
  }

  /** Nothing more is told. What was told is read to the end. */
  void close() {
    for (int id : owed.keys()) {
      Destination destination = shard.destinations().byId(id);
      owed.remove(id);
      if (destination != null) {
        shard.unpin(destination);
      }
    }
    log.close();
  }
}

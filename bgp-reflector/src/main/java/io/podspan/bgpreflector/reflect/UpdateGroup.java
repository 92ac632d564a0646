package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.LongMap;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members with one {@link ExportKey}: what they were told (one Adj-RIB-Out for all), what they
 * are to be told next, and the log that they read it from. Owned by the shard loop.
 */
final class UpdateGroup {
  /** How far a member may lag behind the log, in bytes, before it is shed. */
  static final long MAX_LAG = 64L << 20;

  private static final class Member {
    private final Outlet outlet;
    private final Segment segment;

    private Member(Outlet outlet, Segment segment) {
      this.outlet = outlet;
      this.segment = segment;
    }
  }

  private final ExportKey key;
  private final ReflectionRules rules;
  private final UpdatePacker packer;
  private final LongMap<Path> told = new LongMap<>();
  private final Map<RouteSource, Member> members = new HashMap<>();
  private final GroupLog log = new GroupLog();

  /**
   * @param table everything known, which becomes what the group was told without a word on the wire
   */
  UpdateGroup(ExportKey key, ReflectionRules rules, LongMap<Destination> table) {
    this.key = key;
    this.rules = rules;
    this.packer = new UpdatePacker(rules, key);
    table.forEach(
        (prefix, destination) -> {
          Path path = exported(destination);
          if (path != null) {
            told.put(prefix, path);
          }
        });
  }

  ExportKey key() {
    return key;
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  private @Nullable Path exported(Destination destination) {
    Path best = destination.best(key::sees);
    return best != null && ReflectionRules.mayPass(best.source().kind(), key.receiver())
        ? best
        : null;
  }

  /** Notes what the members have to be told of this destination. */
  void stage(Destination destination) {
    long prefix = destination.prefix();
    Path before = told.get(prefix);
    Path after = exported(destination);
    if (after == null) {
      if (before != null) {
        told.remove(prefix);
        packer.withdraw(prefix, before.source());
      }
    } else if (before == null || !before.sameAs(after)) {
      told.put(prefix, after);
      packer.announce(prefix, after);
      flipSource(prefix, before, after);
    }
  }

  /** The new source gets no announcement of its own route; what it had before has to go. */
  @SuppressWarnings("ReferenceEquality") // sources are sessions, compared by identity
  private void flipSource(long prefix, @Nullable Path before, Path after) {
    if (before != null
        && before.source() != after.source()
        && members.containsKey(after.source())) {
      packer.withdrawOnlyFrom(prefix, after.source());
    }
  }

  /** Encodes what was staged and wakes the members. */
  void flush() {
    if (packer.isEmpty()) {
      return;
    }
    packer.drainTo(log);
    for (Member member : members.values()) {
      if (log.position() - member.segment.consumed() > MAX_LAG) {
        member.outlet.shed("does not read what it is sent");
      } else {
        member.outlet.wake();
      }
    }
  }

  /** A new session: everything so far, End-of-RIB, then the log. Nothing may be staged. */
  void join(RouteSource source, Outlet outlet) {
    dumpTo(source, outlet);
    follow(source, outlet);
  }

  /**
   * The peer asked to hear everything again (RFC 2918); it goes on after its place in the log.
   * Nothing may be staged.
   */
  void repeat(RouteSource source) {
    Member member = members.get(source);
    if (member != null) {
      member.segment.endAt(log.tail());
      dumpTo(source, member.outlet);
      follow(source, member.outlet);
    }
  }

  /** A session of another group: the difference, then the log. Nothing may be staged in either. */
  void take(RouteSource source, UpdateGroup from) {
    Outlet outlet = from.leave(source);
    if (outlet != null) {
      GroupLog difference = new GroupLog();
      Segment segment = new Segment(difference.tail());
      packDifference(source, from).drainTo(difference);
      segment.endAt(difference.tail());
      outlet.append(segment);
      follow(source, outlet);
    }
  }

  /** Its outlet, null when it was no member. */
  @Nullable Outlet leave(RouteSource source) {
    Member member = members.remove(source);
    if (member == null) {
      return null;
    }
    member.segment.endAt(log.tail());
    return member.outlet;
  }

  private void follow(RouteSource source, Outlet outlet) {
    Segment segment = new Segment(log.tail());
    members.put(source, new Member(outlet, segment));
    outlet.append(segment);
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private void dumpTo(RouteSource source, Outlet outlet) {
    UpdatePacker dump = new UpdatePacker(rules, key);
    told.forEach(
        (prefix, path) -> {
          if (path.source() != source) {
            dump.announce(prefix, path);
          }
        });
    GroupLog all = new GroupLog();
    Segment segment = new Segment(all.tail());
    dump.drainTo(all);
    all.append(new Packet(UpdatePacker.endOfRib(), null, null));
    segment.endAt(all.tail());
    outlet.append(segment);
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private UpdatePacker packDifference(RouteSource source, UpdateGroup from) {
    boolean sameBytes = key.encodesAs(from.key);
    UpdatePacker packed = new UpdatePacker(rules, key);
    told.forEach(
        (prefix, path) -> {
          Path had = from.told.get(prefix);
          boolean knew = had != null && had.source() != source;
          if (path.source() == source) {
            if (knew) {
              packed.withdrawOnlyFrom(prefix, source);
            }
          } else if (!sameBytes || had == null || !knew || !path.sameAs(had)) {
            packed.announce(prefix, path);
          }
        });
    from.told.forEach(
        (prefix, path) -> {
          if (!told.containsKey(prefix) && path.source() != source) {
            packed.withdrawOnlyFrom(prefix, source);
          }
        });
    return packed;
  }
}

package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.rib.Decision;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members with one {@link ExportKey}: what they were told, what they are to be told next, and
 * the log that they read it from. Owned by the shard loop.
 *
 * <p>A member is in sync, which means that it reads the group's log, or it belongs to one {@link
 * CatchUp}. It falls out of sync when it lags behind the log by more than the limit, or asks to
 * hear everything again.
 */
final class UpdateGroup {
  /** Destinations remembered for a member that does not read, before it has to go. */
  private static final int MAX_OWED = 1 << 21;

  private final ExportKey key;
  private final boolean carriesIpv4;
  private final boolean carriesIpv6;
  private final ReflectionRules rules;
  private final RibShard shard;
  private final EngineStatistics statistics;
  private final long maxLag;
  private final Predicate<RouteSource> visible;
  private final UpdatePacker packer;
  private final AdjRibOut told = new AdjRibOut();
  private final Map<RouteSource, Member> members = new HashMap<>();
  private final NextHopOwners owners = new NextHopOwners();
  private final Map<OutputLoop, Integer> loops = new HashMap<>();
  private final List<CatchUp> catchUps = new ArrayList<>();
  private final List<Member> arrivals = new ArrayList<>();
  private final GroupLog log = new GroupLog();
  private long lagCheckedAt;
  private int inSync;
  private boolean holdsEndOfRib;

  /**
   * @param maxLag octets of the log that a member may lag behind before it is taken out of it
   * @param holdsEndOfRib whether End-of-RIB waits for {@link #releaseEndOfRib}
   */
  UpdateGroup(
      ExportKey key,
      ReflectionRules rules,
      RibShard shard,
      EngineStatistics statistics,
      long maxLag,
      boolean holdsEndOfRib) {
    this.key = key;
    this.carriesIpv4 = key.options().families().contains(AddressFamily.IPV4_UNICAST);
    this.carriesIpv6 = key.options().families().contains(AddressFamily.IPV6_UNICAST);
    this.rules = rules;
    this.shard = shard;
    this.statistics = statistics;
    this.maxLag = maxLag;
    this.holdsEndOfRib = holdsEndOfRib;
    this.visible = key::sees;
    this.packer = newPacker();
    knowAll();
  }

  /** A new group counts as told of everything; its members are told when they join. */
  private void knowAll() {
    for (int id = 0; id < shard.destinations().idLimit(); id++) {
      Destination destination = shard.destinations().byId(id);
      if (destination != null) {
        told.set(id, exported(destination));
      }
    }
  }

  private UpdatePacker newPacker() {
    return new UpdatePacker(rules, key, statistics, owners);
  }

  ExportKey key() {
    return key;
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  int size() {
    return members.size();
  }

  int outOfSync() {
    return members.size() - inSync;
  }

  boolean isInSync(RouteSource source) {
    Member member = members.get(source);
    return member != null && member.isInSync() && !arrivals.contains(member);
  }

  // Routes.

  private @Nullable Path exported(Destination destination) {
    if (!carries(destination)) {
      return null;
    }
    Path best = best(destination);
    boolean passes =
        best != null && ReflectionRules.withheld(best, destination.isIpv6(), key) == null;
    return passes ? best : null;
  }

  private boolean carries(Destination destination) {
    return destination.isIpv6() ? carriesIpv6 : carriesIpv4;
  }

  private @Nullable Path best(Destination destination) {
    return key.seesEverything() ? destination.best() : destination.best(visible);
  }

  /** Notes what the members have to be told about this destination. */
  void stage(Destination destination) {
    Path before = told.path(destination.id());
    Path after = exported(destination);
    if (before == null ? after == null : after != null && before.sameAs(after)) {
      return;
    }
    told.set(destination.id(), after);
    if (inSync > 0) {
      packer.change(destination, before, after, this::reads);
    }
    for (CatchUp catchUp : catchUps) {
      catchUp.note(destination, before);
    }
  }

  private boolean reads(RouteSource source) {
    Member member = members.get(source);
    return member != null && member.isInSync();
  }

  /** Encodes what was staged, and wakes the members. */
  void sendStaged() {
    if (!packer.isEmpty()) {
      packer.drainTo(log);
      log.publish();
      detachLaggards();
      loops.keySet().forEach(OutputLoop::wake);
    }
  }

  /** Sends the next slices to members out of sync. Whether there is more to do at once. */
  boolean advanceCatchUps() {
    advanceEach();
    return admitArrivals();
  }

  // What is asked about it.

  /** Adds what each member is told and what not, by a walk over all destinations. */
  void tellSent(BiConsumer<RouteSource, SentRoutes> answer) {
    ExportTally tally = new ExportTally();
    for (int id = 0; id < shard.destinations().idLimit(); id++) {
      Destination destination = shard.destinations().byId(id);
      if (destination != null && !destination.isEmpty()) {
        count(destination, tally);
      }
    }
    members.keySet().forEach(member -> answer.accept(member, tally.of(member)));
  }

  private void count(Destination destination, ExportTally tally) {
    Path path = told.path(destination.id());
    if (path == null) {
      Withheld why = withheld(destination);
      if (why != null) {
        tally.withheld(destination, why);
      }
    } else if (packer.isTooLong(destination, path)) {
      tally.withheld(destination, Withheld.TOO_LONG);
    } else {
      tally.told(destination, path.source(), owners.of(path));
    }
  }

  /** Why no member is told of it; null when they are. */
  private @Nullable Withheld withheld(Destination destination) {
    if (!carries(destination)) {
      return Withheld.FAMILY_NOT_NEGOTIATED;
    }
    Path best = best(destination);
    if (best != null) {
      return ReflectionRules.withheld(best, destination.isIpv6(), key);
    }
    Path unseen = destination.best();
    return unseen == null ? null : key.withheld(unseen.source());
  }

  /** Each path to the destination, and why the member is not told of it. */
  SentRoute sent(RouteSource member, Destination destination) {
    List<Path> seen = new ArrayList<>();
    List<SentRoute.Candidate> candidates = new ArrayList<>();
    List<SentRoute.Candidate> unseen = new ArrayList<>();
    for (Path path : destination.paths()) {
      Withheld held =
          carries(destination) ? key.withheld(path.source()) : Withheld.FAMILY_NOT_NEGOTIATED;
      if (held == null) {
        seen.add(path);
      } else {
        unseen.add(new SentRoute.Candidate(path, held, null));
      }
    }
    if (!seen.isEmpty()) {
      Decision.Outcome outcome = Decision.outcome(seen);
      Path best = outcome.best();
      candidates.add(new SentRoute.Candidate(best, withheld(member, destination, best), null));
      outcome
          .lost()
          .forEach(
              lost ->
                  candidates.add(
                      new SentRoute.Candidate(lost.path(), Withheld.NOT_BEST, lost.reason())));
    }
    candidates.addAll(unseen);
    return new SentRoute(destination.prefix(), candidates, waiting(member));
  }

  private SentRoute.Waiting waiting(RouteSource source) {
    Member member = members.get(source);
    return member != null && isInSync(source) && member.readsTheLastSegment()
        ? new SentRoute.Waiting(false, member.lag(log))
        : new SentRoute.Waiting(true, 0);
  }

  /** Why one member is not told of the best path that it may see; null when it is. */
  @SuppressWarnings("ReferenceEquality") // sources are compared by identity
  private @Nullable Withheld withheld(RouteSource member, Destination destination, Path best) {
    Withheld held = ReflectionRules.withheld(best, destination.isIpv6(), key);
    if (held != null) {
      return held;
    }
    if (packer.isTooLong(destination, best)) {
      return Withheld.TOO_LONG;
    }
    if (best.source() == member) {
      return Withheld.OWN_ROUTE;
    }
    return owners.of(best) == member ? Withheld.OWN_NEXT_HOP : null;
  }

  // Members.

  /** A new session: everything so far, then the log. */
  void join(RouteSource source, MemberOutput output) {
    Member member = new Member(source, output);
    members.put(source, member);
    owners.add(source);
    arrivals.add(member);
  }

  /** Members that come while others get the whole table wait, and get it together afterwards. */
  private boolean admitArrivals() {
    boolean busy = catchUps.stream().anyMatch(CatchUp::isJoining);
    if (!busy && !arrivals.isEmpty()) {
      CatchUp catchUp = new CatchUp(CatchUp.Cause.JOINED, shard, newPacker(), holdsEndOfRib);
      arrivals.forEach(member -> member.awaitsEndOfRib(holdsEndOfRib));
      arrivals.forEach(catchUp::add);
      arrivals.clear();
      catchUps.add(catchUp);
      advance(catchUp);
    }
    return !arrivals.isEmpty() || catchUps.stream().anyMatch(CatchUp::isReady);
  }

  /** The peer asked to hear everything again (RFC 2918): at once, or as soon as it is in sync. */
  void repeat(RouteSource source) {
    Member member = members.get(source);
    if (member == null) {
      return;
    }
    if (isInSync(source)) {
      takeOutOfSync(member, CatchUp.Cause.REFRESH);
    } else {
      member.wantsRefresh(true);
    }
  }

  private void detachLaggards() {
    if (log.position() - lagCheckedAt < maxLag / 8) {
      return;
    }
    lagCheckedAt = log.position();
    for (Member member : members.values()) {
      if (member.isInSync() && member.lag(log) > maxLag) {
        takeOutOfSync(member, CatchUp.Cause.FELL_BEHIND);
        statistics.count(EngineCounter.MEMBERS_DETACHED, 1);
      }
    }
  }

  private void takeOutOfSync(Member member, CatchUp.Cause cause) {
    member.leave(log);
    unfollow(member);
    CatchUp catchUp = new CatchUp(cause, shard, newPacker(), holdsEndOfRib);
    catchUp.add(member);
    catchUps.add(catchUp);
  }

  /** A member has read everything that it was given. */
  void drained(RouteSource source) {
    Member member = members.get(source);
    CatchUp catchUp = member == null ? null : member.catchUp();
    if (catchUp != null) {
      catchUp.drained();
    }
  }

  private void advanceEach() {
    for (CatchUp catchUp : List.copyOf(catchUps)) {
      if (catchUp.owed() > MAX_OWED) {
        List.copyOf(catchUp.members()).forEach(this::disconnect);
      } else {
        advance(catchUp);
      }
    }
  }

  private void disconnect(Member member) {
    leave(member.source());
    member.output().disconnect("does not read what it is sent");
  }

  private void advance(CatchUp catchUp) {
    if (catchUp.isReady() && catchUp.advance(told)) {
      catchUps.remove(catchUp);
      for (Member member : catchUp.members()) {
        catchUp.release(member);
        follow(member);
        repeatIfWanted(member);
      }
      catchUp.close();
    }
  }

  private void repeatIfWanted(Member member) {
    if (member.wantsRefresh()) {
      member.wantsRefresh(false);
      takeOutOfSync(member, CatchUp.Cause.REFRESH);
    }
  }

  private void follow(Member member) {
    member.catchUp(null);
    if (holdsEndOfRib) {
      member.read(log, Segment.Ending.PLAIN);
    } else {
      member.readAfterEndOfRib(log);
    }
    loops.merge(member.output().loop(), 1, Integer::sum);
    inSync++;
  }

  /**
   * Nothing is missing any more: members are told that they have everything, where they were not
   * yet (RFC 4724, section 4.1).
   */
  void releaseEndOfRib() {
    holdsEndOfRib = false;
    for (Member member : members.values()) {
      if (isInSync(member.source()) && member.awaitsEndOfRib()) {
        member.leave(log);
        member.readAfterEndOfRib(log);
      }
    }
  }

  private void unfollow(Member member) {
    loops.computeIfPresent(member.output().loop(), (_, count) -> count == 1 ? null : count - 1);
    inSync--;
  }

  /** Its output, null when it was no member. */
  @Nullable MemberOutput leave(RouteSource source) {
    Member member = members.remove(source);
    if (member == null) {
      return null;
    }
    owners.remove(source);
    CatchUp catchUp = member.catchUp();
    if (catchUp != null) {
      catchUp.remove(source);
      if (catchUp.isEmpty()) {
        catchUp.close();
        catchUps.remove(catchUp);
      }
    } else if (!arrivals.remove(member)) {
      member.leave(log);
      unfollow(member);
    }
    return member.output();
  }

  /**
   * Takes a member of another group, where it must be in sync: it gets the difference, then the
   * log. Both groups must have sent every change.
   */
  void take(RouteSource source, UpdateGroup from) {
    Member before = from.members.get(source);
    MemberOutput output = from.leave(source);
    if (before != null && output != null) {
      Member member = before.moved();
      members.put(source, member);
      owners.add(source);
      GroupLog difference = new GroupLog();
      member.read(difference, Segment.Ending.PLAIN);
      packDifference(source, from).drainTo(difference);
      difference.publish();
      member.leave(difference);
      difference.close();
      follow(member);
      output.loop().wake();
    }
  }

  private UpdatePacker packDifference(RouteSource source, UpdateGroup from) {
    UpdatePacker packed = newPacker();
    for (int id = 0; id < shard.destinations().idLimit(); id++) {
      Destination destination = shard.destinations().byId(id);
      if (destination != null) {
        packed.change(destination, from.told.path(id), told.path(id), source::equals);
      }
    }
    return packed;
  }

  void close() {
    log.close();
  }
}

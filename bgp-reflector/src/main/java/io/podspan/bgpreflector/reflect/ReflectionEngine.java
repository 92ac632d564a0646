package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.UpdateFault;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.rib.SourceRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One shard's routes, groups and members: what the shard loop does between taking a command from
 * its queue and waking I/O loops. Commands come in the order of events; {@link #decideAndAdvertise}
 * tells the members the sum of them.
 */
public final class ReflectionEngine {
  /** Octets that a member may lag behind its group before it is taken out of the log. */
  public static final long DEFAULT_MAX_LAG = 16L << 20;

  /** What the parts of one engine share. */
  record Shared(
      RibShard shard, ReflectionRules rules, RouteObserver observer, EngineStatistics statistics) {}

  /** What is known of a peer; its routes may be kept while it has no session. */
  private static final class Peer {
    private final AdjRibIn in;
    private @Nullable Session session;

    private Peer(AdjRibIn in) {
      this.in = in;
    }
  }

  private static final class Session {
    private final MemberOutput output;
    private UpdateGroup group;
    private ExportKey wanted;

    private Session(MemberOutput output, UpdateGroup group) {
      this.output = output;
      this.group = group;
      this.wanted = group.key();
    }
  }

  private final RibShard shard = new RibShard();
  private final EngineStatistics statistics;
  private final RouteObserver observer;
  private final ReflectionRules rules;
  private final Shared shared;
  private final long maxLag;
  private final SourceRoutes local;
  private final AdjRibOut observed = new AdjRibOut();
  private final Map<RouteSource, Peer> peers = new HashMap<>();
  private final Map<ExportKey, UpdateGroup> groups = new HashMap<>();
  private final Set<RouteSource> moving = new LinkedHashSet<>();

  /** Keeps the result of reads. The compiler would otherwise remove them as useless. */
  @SuppressWarnings("UnusedVariable")
  private int prefetched;

  private int sessions;
  private boolean holdsEndOfRib;
  private boolean releasing;

  /**
   * @param maxLag octets that a member may lag behind its group before it is taken out of the log
   */
  public ReflectionEngine(
      LocalSpeaker speaker, RouteObserver observer, EngineStatistics statistics, long maxLag) {
    this.rules = new ReflectionRules(speaker);
    this.local = shard.open(RouteSource.local(speaker.routerId()));
    this.observer = observer;
    this.statistics = statistics;
    this.shared = new Shared(shard, rules, observer, statistics);
    this.maxLag = maxLag;
  }

  /** Exactly these routes start here from now on. */
  public void originate(Set<Prefix> prefixes) {
    local.forEach(
        (id, _) -> {
          Destination destination = shard.destinations().byId(id);
          if (destination != null && !prefixes.contains(destination.prefix())) {
            shard.withdraw(local, destination);
          }
        });
    prefixes.forEach(this::originate);
  }

  /** The next hop is each session's local address, put in by {@link ReflectionRules}. */
  private void originate(Prefix prefix) {
    PathAttributes attributes =
        PathAttributes.originated(AddressFamily.unicast(prefix.family()), local.source().address());
    Path path = shard.beginUse(local.source(), attributes);
    shard.announce(
        local,
        shard.destination(prefix.ipv6(), prefix.high(), prefix.low(), prefix.length()),
        path);
    shard.endUse(path);
  }

  /** A peer's session is established; routes that were kept of an earlier one are its own. */
  public void sessionUp(
      RouteSource source,
      ImportPolicy policy,
      ExportKey key,
      MemberOutput output,
      SessionCounters counters) {
    UpdateGroup group = group(key);
    Peer known = peers.get(source);
    if (known == null) {
      known = new Peer(new AdjRibIn(shard.open(source), policy, counters, output, shared));
      peers.put(source, known);
    } else {
      known.in.resume(policy, counters, output);
    }
    known.session = new Session(output, group);
    sessions++;
    statistics.exportsChanged();
    group.join(source, output);
  }

  /** A peer's session is over. */
  public void sessionDown(RouteSource source, RoutesOnLoss routes) {
    Peer peer = peers.get(source);
    Session ended = peer == null ? null : peer.session;
    if (peer == null || ended == null) {
      return;
    }
    peer.session = null;
    sessions--;
    statistics.exportsChanged();
    ended.group.leave(source);
    dropIfEmpty(ended.group);
    moving.remove(source);
    switch (routes) {
      case WITHDRAW -> forget(source);
      case KEEP_AS_STALE -> peer.in.keepAsStale();
    }
  }

  /** Withdraws the routes of a peer that has no session. */
  public void forget(RouteSource source) {
    Peer peer = peers.get(source);
    if (peer != null && peer.session == null) {
      peers.remove(source);
      peer.in.drop();
    }
  }

  private @Nullable Session session(RouteSource source) {
    Peer peer = peers.get(source);
    return peer == null ? null : peer.session;
  }

  /** Fetches what these updates are about from memory, before {@link #update} asks for it. */
  public void prefetch(List<Message.Update> updates) {
    int read = 0;
    for (Message.Update update : updates) {
      for (Message.Routes routes : update.routes()) {
        Nlri announced = routes.announced();
        for (int i = 0; i < announced.size(); i++) {
          read +=
              shard
                  .destinations()
                  .prefetch(announced.high(i), announced.low(i), announced.length(i));
        }
      }
    }
    prefetched = read;
  }

  /** Returns how many prefixes it spoke of. */
  public int update(RouteSource source, Message.Update update) {
    Peer peer = peers.get(source);
    Session session = peer == null ? null : peer.session;
    if (peer == null || session == null) {
      return 0;
    }
    statistics.count(EngineCounter.UPDATES_RECEIVED, 1);
    if (!update.faults().isEmpty()) {
      statistics.count(EngineCounter.UPDATES_FAULTY, 1);
    }
    String malformed = treatedAsWithdrawal(update);
    int prefixes = 0;
    for (Message.Routes routes : update.routes()) {
      prefixes += apply(peer.in, routes);
      if (malformed != null) {
        peer.in.malformed(routes.withdrawn(), malformed);
      }
    }
    return prefixes;
  }

  /** Why, null where it was not. */
  private static @Nullable String treatedAsWithdrawal(Message.Update update) {
    for (UpdateFault fault : update.faults()) {
      if (fault instanceof UpdateFault.TreatAsWithdraw) {
        return fault.why();
      }
    }
    return null;
  }

  private int apply(AdjRibIn in, Message.Routes routes) {
    int withdrawn = routes.withdrawn().size();
    int announced = routes.announced().size();
    if (withdrawn > 0) {
      in.withdraw(routes.withdrawn());
      statistics.count(EngineCounter.ROUTES_WITHDRAWN, withdrawn);
    }
    PathAttributes attributes = routes.attributes();
    if (attributes != null) {
      in.announce(routes.announced(), attributes);
      statistics.count(EngineCounter.ROUTES_ANNOUNCED, announced);
    }
    return withdrawn + announced;
  }

  /** The peer wants everything again (RFC 2918, section 4). */
  public void refresh(RouteSource source) {
    Session session = session(source);
    if (session != null) {
      session.group.repeat(source);
    }
  }

  /** The peer begins to announce everything again (RFC 7313, section 4). */
  public void refreshBegins(RouteSource source, AddressFamily family) {
    Peer peer = peers.get(source);
    if (peer != null) {
      peer.in.refreshBegins(family);
    }
  }

  /** The peer has announced everything again: what is still stale is withdrawn. */
  public void refreshEnds(RouteSource source, AddressFamily family) {
    Peer peer = peers.get(source);
    if (peer != null) {
      peer.in.refreshEnds(family);
    }
  }

  /** The peer has announced everything of its session (RFC 4724, section 2). */
  public void endOfRib(RouteSource source, AddressFamily family) {
    Peer peer = peers.get(source);
    if (peer != null) {
      peer.in.endOfRib(family);
    }
  }

  /**
   * What is taken of the peer's announcements now.
   *
   * @param atMost how many prefixes are listed
   */
  public AnnouncedRoutes announced(RouteSource source, int atMost) {
    Peer peer = peers.get(source);
    return peer == null ? AnnouncedRoutes.NONE : peer.in.announced(atMost);
  }

  /** What the peer has said of this very prefix. Without a session it has said nothing now. */
  public HeardRoute heard(RouteSource source, Prefix prefix) {
    Peer peer = peers.get(source);
    if (peer == null) {
      return HeardRoute.NONE;
    }
    return peer.session == null
        ? new HeardRoute(peer.in.has(prefix), null, true)
        : peer.in.heard(prefix);
  }

  /** Members are told routes as they come, but not that these are all (RFC 4724, section 4.1). */
  public void holdEndOfRib() {
    holdsEndOfRib = true;
  }

  /** After what was told until now, members are told that these are all. */
  public void releaseEndOfRib() {
    releasing = holdsEndOfRib;
  }

  /** A member has read everything that it was given. */
  public void drained(RouteSource source) {
    Session session = session(source);
    if (session != null) {
      session.group.drained(source);
    }
  }

  /** Another policy for routes that are kept without a session. */
  public void judgeKept(RouteSource source, ImportPolicy policy) {
    Peer peer = peers.get(source);
    if (peer != null && peer.session == null) {
      peer.in.changePolicy(policy);
    }
  }

  /** Other rules for a session that stays up. */
  public void changePolicy(RouteSource source, ImportPolicy policy, ExportKey key) {
    Peer peer = peers.get(source);
    Session session = peer == null ? null : peer.session;
    if (peer == null || session == null) {
      return;
    }
    if (peer.in.changePolicy(policy)) {
      key.options().families().forEach(session.output::requestRefresh);
    }
    session.wanted = key;
    if (!session.group.key().equals(key)) {
      moving.add(source);
    }
  }

  private UpdateGroup group(ExportKey key) {
    UpdateGroup present = groups.get(key);
    if (present != null) {
      return present;
    }
    UpdateGroup added = new UpdateGroup(key, rules, shard, statistics, maxLag, holdsEndOfRib);
    groups.put(key, added);
    groupsChanged();
    return added;
  }

  private void groupsChanged() {
    shard.onlyTheBestMatters(groups.keySet().stream().allMatch(ExportKey::seesEverything));
  }

  private void dropIfEmpty(UpdateGroup group) {
    if (group.isEmpty() && groups.remove(group.key(), group)) {
      groupsChanged();
      group.close();
    }
  }

  /**
   * The decision process and the update-send process (RFC 4271, sections 9.1 and 9.2), for
   * everything that changed since the last call: decides once for each prefix, and tells the groups
   * and the observer. Whether there is more to do at once: slices of whole tables.
   */
  public boolean decideAndAdvertise() {
    advertiseChanges();
    moveMembers();
    if (releasing) {
      releasing = false;
      holdsEndOfRib = false;
      groups.values().forEach(UpdateGroup::releaseEndOfRib);
    }
    boolean more = false;
    for (UpdateGroup group : groups.values()) {
      more |= group.advanceCatchUps();
    }
    return more;
  }

  private void advertiseChanges() {
    if (!shard.hasDirty()) {
      return;
    }
    statistics.exportsChanged();
    List<BestChange> changes = observer.hearsBestChanges() ? new ArrayList<>() : null;
    shard.drainDirty(destination -> decide(destination, changes));
    groups.values().forEach(UpdateGroup::sendStaged);
    if (changes != null && !changes.isEmpty()) {
      statistics.count(EngineCounter.BEST_CHANGES, changes.size());
      observer.onBestChanges(changes);
    }
  }

  private void decide(Destination destination, @Nullable List<BestChange> changes) {
    if (changes != null) {
      observe(destination, changes);
    }
    for (UpdateGroup group : groups.values()) {
      group.stage(destination);
    }
  }

  private void observe(Destination destination, List<BestChange> changes) {
    Path before = observed.path(destination.id());
    Path after = destination.best();
    boolean same = before == null ? after == null : after != null && before.sameAs(after);
    if (!same) {
      observed.set(destination.id(), after);
      changes.add(new BestChange(destination.prefix(), before, after));
    }
  }

  /** A member can change its group only while it is known what it was told. */
  private void moveMembers() {
    for (RouteSource source : List.copyOf(moving)) {
      Session session = session(source);
      if (session == null || session.group.key().equals(session.wanted)) {
        moving.remove(source);
      } else if (session.group.isInSync(source)) {
        moving.remove(source);
        statistics.exportsChanged();
        UpdateGroup from = session.group;
        session.group = group(session.wanted);
        session.group.take(source, from);
        dropIfEmpty(from);
      }
    }
  }

  /** Makes the present sizes readable. */
  public void publishSizes() {
    int outOfSync = 0;
    for (UpdateGroup group : groups.values()) {
      outOfSync += group.outOfSync();
    }
    statistics.update(
        new EngineStatistics.Sizes(
            shard.destinations().size(),
            shard.attributeSets(),
            groups.size(),
            sessions,
            outOfSync));
  }

  /** What each member is told, and what is kept from it. Walks the table once for each group. */
  public Map<RouteSource, SentRoutes> sent() {
    advertiseChanges();
    Map<RouteSource, SentRoutes> all = new HashMap<>();
    groups.values().forEach(group -> group.tellSent(all::put));
    return all;
  }

  /**
   * How a member is told of the most specific prefix that contains this; null when there is none,
   * or the member has no session.
   */
  public @Nullable SentRoute sent(RouteSource source, Prefix wanted) {
    advertiseChanges();
    Session session = session(source);
    Destination match = RoutePage.match(shard, wanted);
    return session == null || match == null ? null : session.group.sent(source, match);
  }

  public RoutePage routes(RouteQuery query) {
    return RoutePage.of(shard, query);
  }
}

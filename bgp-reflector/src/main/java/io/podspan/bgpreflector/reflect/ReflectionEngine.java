package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.Nlri;
import io.podspan.bgpreflector.wire.PathAttributes;
import io.podspan.bgpreflector.wire.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One shard's routes, groups and members; everything the shard loop does between taking a command
 * from its queue and waking I/O loops. Steps are called in the order in which things happened;
 * {@link #flush} makes their sum known to the members.
 */
public final class ReflectionEngine {

  /** What the parts of one engine share. */
  record Shared(
      RibShard shard, ReflectionRules rules, RouteObserver observer, EngineStatistics statistics) {}

  private static final class Session {
    private final AdjRibIn in;
    private final Outlet outlet;
    private final SessionCounters counters;
    private UpdateGroup group;

    private Session(AdjRibIn in, Outlet outlet, SessionCounters counters, UpdateGroup group) {
      this.in = in;
      this.outlet = outlet;
      this.counters = counters;
      this.group = group;
    }
  }

  private final RibShard shard = new RibShard();
  private final EngineStatistics statistics;
  private final RouteObserver observer;
  private final ReflectionRules rules;
  private final RouteSource local;
  private final Map<RouteSource, Session> sessions = new HashMap<>();
  private final Map<ExportKey, UpdateGroup> groups = new HashMap<>();

  public ReflectionEngine(
      LocalSpeaker speaker, RouteObserver observer, EngineStatistics statistics) {
    this.rules = new ReflectionRules(speaker);
    this.local = RouteSource.local(speaker.routerId());
    this.observer = observer;
    this.statistics = statistics;
  }

  /** These routes start here, and no others. */
  public void originate(Set<Prefix> prefixes) {
    for (long prefix : shard.prefixesFrom(local)) {
      if (!prefixes.contains(Prefix.unpack(prefix))) {
        shard.withdraw(prefix, local);
      }
    }
    // The next hop is each session's local address, put in by ReflectionRules.
    PathAttributes attributes = PathAttributes.originated(local.routerId());
    prefixes.forEach(prefix -> shard.announce(prefix.packed(), local, attributes));
  }

  public void sessionUp(
      RouteSource source,
      ImportPolicy policy,
      ExportKey key,
      Outlet outlet,
      SessionCounters counters) {
    flush();
    UpdateGroup group = group(key);
    Shared shared = new Shared(shard, rules, observer, statistics);
    AdjRibIn in = new AdjRibIn(source, policy, counters, shared);
    sessions.put(source, new Session(in, outlet, counters, group));
    group.join(source, outlet);
  }

  public void sessionDown(RouteSource source) {
    Session session = sessions.remove(source);
    if (session != null) {
      session.group.leave(source);
      dropIfEmpty(session.group);
      shard.drop(source);
    }
  }

  public void update(RouteSource source, Message.Update update) {
    Session session = sessions.get(source);
    if (session == null) {
      return;
    }
    statistics.count(EngineCounter.UPDATES_RECEIVED, 1);
    if (!update.faults().isEmpty()) {
      statistics.count(EngineCounter.UPDATES_FAULTY, 1);
    }
    if (update.isEndOfRib()) {
      session.counters.sawEndOfRib();
    }
    apply(session.in, update);
  }

  private void apply(AdjRibIn in, Message.Update update) {
    Nlri withdrawn = update.withdrawn();
    for (int i = 0; i < withdrawn.size(); i++) {
      in.withdraw(withdrawn.at(i));
    }
    statistics.count(EngineCounter.ROUTES_WITHDRAWN, withdrawn.size());
    PathAttributes attributes = update.attributes();
    if (attributes != null) {
      Nlri announced = update.announced();
      for (int i = 0; i < announced.size(); i++) {
        in.announce(announced.at(i), attributes);
      }
      statistics.count(EngineCounter.ROUTES_ANNOUNCED, announced.size());
    }
  }

  /** The peer wants everything again (RFC 2918, section 4). */
  public void refresh(RouteSource source) {
    Session session = sessions.get(source);
    if (session != null) {
      flush();
      session.group.repeat(source);
    }
  }

  /** Other rules for a session that stays up. */
  public void changePolicy(RouteSource source, ImportPolicy policy, ExportKey key) {
    Session session = sessions.get(source);
    if (session == null) {
      return;
    }
    if (session.in.changePolicy(policy)) {
      session.outlet.requestRefresh();
    }
    if (!session.group.key().equals(key)) {
      flush();
      UpdateGroup from = session.group;
      session.group = group(key);
      session.group.take(source, from);
      dropIfEmpty(from);
    }
  }

  private UpdateGroup group(ExportKey key) {
    return groups.computeIfAbsent(key, k -> new UpdateGroup(k, rules, shard.destinations()));
  }

  private void dropIfEmpty(UpdateGroup group) {
    if (group.isEmpty()) {
      groups.remove(group.key());
    }
  }

  /** Decides once for each prefix that changed, and tells the groups and the observer. */
  public void flush() {
    if (!shard.hasDirty()) {
      return;
    }
    List<BestChange> changes = new ArrayList<>();
    shard.drainDirty(destination -> decide(destination, changes));
    groups.values().forEach(UpdateGroup::flush);
    if (!changes.isEmpty()) {
      statistics.count(EngineCounter.BEST_CHANGES, changes.size());
      observer.onBestChanges(changes);
    }
  }

  private void decide(Destination destination, List<BestChange> changes) {
    BestChange change = destination.takeBestChange();
    if (change != null) {
      changes.add(change);
    }
    for (UpdateGroup group : groups.values()) {
      group.stage(destination);
    }
  }

  /** Makes the present sizes readable. */
  public void publishSizes() {
    statistics.update(
        new EngineStatistics.Sizes(
            shard.destinations().size(), shard.attributeSets(), groups.size(), sessions.size()));
  }

  public RoutePage routes(RouteQuery query) {
    return RoutePage.of(shard, query);
  }
}

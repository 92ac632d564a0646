package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.DestinationTable;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** One engine or several shards of one, with members, stepped by hand. */
final class EngineFixture implements RouteObserver {
  static final int LOCAL = Ipv4Address.of("192.0.2.1").bits();
  static final WireOptions FOUR_OCTETS = Paths.OPTIONS;

  final List<String> told = new ArrayList<>();
  final EngineTotals statistics;
  final List<ReflectionEngine> engines = new ArrayList<>();

  /** Of the only shard, or the first. */
  final ReflectionEngine engine;

  EngineFixture() {
    this(1, ReflectionEngine.DEFAULT_MAX_LAG);
  }

  EngineFixture(int shards, long maxLag) {
    List<EngineStatistics> each = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      EngineStatistics own = new EngineStatistics();
      each.add(own);
      engines.add(new ReflectionEngine(new LocalSpeaker(64512, LOCAL, LOCAL), this, own, maxLag));
    }
    statistics = new EngineTotals(each);
    engine = engines.getFirst();
  }

  final class Member {
    final RouteSource source;
    final RecordingMember output;
    final SessionCounters counters = new SessionCounters();

    private Member(RouteSource source, WireOptions options) {
      this.source = source;
      this.output =
          new RecordingMember(
              source, options, engines.size(), shard -> engines.get(shard).drained(source));
    }

    List<String> hear() {
      settle();
      List<String> heard = new ArrayList<>(output.hear());
      settle();
      heard.addAll(output.hear());
      return heard;
    }

    void announce(String prefix, String nextHop) {
      announce(prefix, Paths.via(nextHop));
    }

    void announce(String prefix, PathAttributes attributes) {
      Prefix of = Prefix.of(prefix);
      owner(of).update(source, Message.Update.announce(attributes, Nlri.of(of)));
    }

    void withdraw(String prefix) {
      Prefix of = Prefix.of(prefix);
      owner(of).update(source, Message.Update.withdraw(Nlri.of(of)));
    }

    void leave() {
      leave(RoutesOnLoss.WITHDRAW);
    }

    void leave(RoutesOnLoss routes) {
      engines.forEach(each -> each.sessionDown(source, routes));
      output.close();
    }
  }

  private ReflectionEngine owner(Prefix prefix) {
    int hash = DestinationTable.hash(prefix.high(), prefix.low(), prefix.length());
    return engines.get(Math.floorMod(hash >>> 20, engines.size()));
  }

  /** Until nothing is left to be done at once. */
  void settle() {
    for (ReflectionEngine each : engines) {
      boolean more = true;
      while (more) {
        more = each.decideAndAdvertise();
      }
      each.publishSizes();
    }
  }

  /** What the member is said to be sent. */
  SentRoutes sent(Member member) {
    return engines.stream()
        .map(each -> each.sent().getOrDefault(member.source, SentRoutes.NONE))
        .reduce(SentRoutes.NONE, SentRoutes::and);
  }

  SentRoute sent(Member member, String prefix) {
    Prefix of = Prefix.of(prefix);
    return Objects.requireNonNull(owner(of).sent(member.source, of));
  }

  void onAll(Consumer<ReflectionEngine> action) {
    engines.forEach(action);
  }

  /**
   * A client in a cluster whose pod CIDR is everything and whose nodes are anybody of 192.0.2.11 to
   * 19.
   */
  Member client(String address, String cluster, String... clusters) {
    return join(Paths.client(address, cluster), policy("0.0.0.0/0", 1000), key(clusters));
  }

  Member join(RouteSource source, ImportPolicy policy, ExportKey key) {
    Member member = new Member(source, key.options());
    for (int shard = 0; shard < engines.size(); shard++) {
      engines
          .get(shard)
          .sessionUp(source, policy, key, member.output.output(shard), member.counters);
    }
    return member;
  }

  static ImportPolicy policy(String allowed, int limit) {
    return policy(allowed, PrefixLimit.rejecting(limit));
  }

  static ImportPolicy policy(String allowed, PrefixLimit limit) {
    Set<IpAddress> nodes = new HashSet<>();
    for (int i = 11; i < 20; i++) {
      nodes.add(IpAddress.of("192.0.2." + i));
      nodes.add(IpAddress.of("2001:db8::" + i));
    }
    return ImportPolicy.of(List.of(Prefix.of(allowed), Prefix.of("2001:db8::/32")), nodes, limit);
  }

  static ExportKey key(String... clusters) {
    return key(RouteSource.Kind.CLIENT, clusters);
  }

  static ExportKey key(RouteSource.Kind kind) {
    return key(kind, "paris");
  }

  static ExportKey key(RouteSource.Kind kind, String... clusters) {
    return new ExportKey(kind, false, Set.of(clusters), FOUR_OCTETS, IpAddress.ofIpv4(LOCAL));
  }

  @Override
  public void onRejected(RouteSource source, Prefix prefix, IpAddress nextHop, Rejection reason) {
    told.add("rejected " + prefix + " " + reason);
  }

  @Override
  public void onPrefixLimitNear(
      RouteSource source, AddressFamily family, int count, PrefixLimit limit) {
    told.add("near the limit: " + count + " of " + limit.maximum());
  }

  @Override
  public void onPrefixLimit(RouteSource source, AddressFamily family, PrefixLimit limit) {
    told.add("limit " + limit.maximum());
  }

  @Override
  public boolean hearsBestChanges() {
    return true;
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {}
}

package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.Nlri;
import io.podspan.bgpreflector.wire.PathAttributes;
import io.podspan.bgpreflector.wire.Prefix;
import io.podspan.bgpreflector.wire.WireOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An engine with members, stepped by hand. */
final class EngineFixture implements RouteObserver {
  static final int LOCAL = Ipv4Address.of("192.0.2.1").bits();
  static final WireOptions FOUR_OCTETS = new WireOptions(true);

  final List<String> told = new ArrayList<>();
  final EngineStatistics statistics = new EngineStatistics();
  final ReflectionEngine engine =
      new ReflectionEngine(new LocalSpeaker(64512, LOCAL, LOCAL), this, statistics);

  final class Member {
    final RouteSource source;
    final RecordingOutlet outlet;
    final SessionCounters counters = new SessionCounters();

    private Member(RouteSource source) {
      this.source = source;
      this.outlet = new RecordingOutlet(source, FOUR_OCTETS);
    }

    List<String> hear() {
      engine.flush();
      return outlet.hear();
    }

    void announce(String prefix, String nextHop) {
      announce(prefix, Paths.via(nextHop));
    }

    void announce(String prefix, PathAttributes attributes) {
      engine.update(source, Message.Update.announce(attributes, Nlri.of(Prefix.of(prefix))));
    }

    void withdraw(String prefix) {
      engine.update(source, Message.Update.withdraw(Nlri.of(Prefix.of(prefix))));
    }

    void leave() {
      engine.sessionDown(source);
    }
  }

  /**
   * A client in a cluster whose pod CIDR is everything and whose nodes are anybody of 192.0.2.11 to
   * 19.
   */
  Member client(String address, String cluster, String... clusters) {
    return join(Paths.client(address, cluster), policy("0.0.0.0/0", 1000), key(clusters));
  }

  Member join(RouteSource source, ImportPolicy policy, ExportKey key) {
    Member member = new Member(source);
    engine.sessionUp(source, policy, key, member.outlet, member.counters);
    return member;
  }

  static ImportPolicy policy(String allowed, int limit) {
    Set<Integer> nodes = new java.util.HashSet<>();
    for (int i = 11; i < 20; i++) {
      nodes.add(Ipv4Address.of("192.0.2." + i).bits());
    }
    return new ImportPolicy(List.of(Prefix.of(allowed)), nodes, limit);
  }

  static ExportKey key(String... clusters) {
    return new ExportKey(RouteSource.Kind.CLIENT, Set.of(clusters), FOUR_OCTETS, LOCAL);
  }

  static ExportKey key(RouteSource.Kind kind) {
    return new ExportKey(kind, Set.of("paris"), FOUR_OCTETS, LOCAL);
  }

  @Override
  public void onRejected(RouteSource source, long prefix, int nextHop, Rejection reason) {
    told.add("rejected " + Prefix.format(prefix) + " " + reason);
  }

  @Override
  public void onPrefixLimit(RouteSource source, int limit) {
    told.add("limit " + limit);
  }

  @Override
  public void onBestChanges(List<BestChange> changes) {}
}

package io.podspan.bgpreflector.assembly;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.settings.Endpoint;
import io.podspan.bgpreflector.settings.Fixed;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import io.podspan.bgpreflector.settings.RangeSettings;
import io.podspan.bgpreflector.settings.Restart;
import io.podspan.bgpreflector.settings.RouteFilter;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.bgpreflector.settings.Settings;
import io.podspan.bgpreflector.settings.Timers;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.bgpreflector.speaker.config.RestartConfig;
import io.podspan.bgpreflector.speaker.config.Secret;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings as the engine's own records. */
final class EngineRecords {
  private EngineRecords() {}

  /**
   * @param expected the peers that had a session before a restart, none at a first start
   */
  static SpeakerConfig speaker(Settings settings, Set<IpAddress> expected) {
    Fixed fixed = settings.fixed();
    return new SpeakerConfig(
        new LocalSpeaker(fixed.asn(), fixed.routerId().bits(), fixed.clusterId().bits()),
        fixed.listen().stream().map(Endpoint::address).toList(),
        fixed.listen().getFirst().port(),
        fixed.timers().hold(),
        fixed.timers().connectRetry(),
        settings.originate(),
        fixed.threads(),
        fixed.shards(),
        limits(fixed),
        restart(fixed.restart(), expected));
  }

  private static RestartConfig restart(Restart restart, Set<IpAddress> expected) {
    return new RestartConfig(
        restart.enabled() ? restart.restartSeconds() : 0, restart.deferralSeconds(), expected);
  }

  private static SessionLimits limits(Fixed fixed) {
    Timers timers = fixed.timers();
    return new SessionLimits(
        timers.open(),
        timers.rangeOpen(),
        timers.sendHold(),
        fixed.halfOpen(),
        SessionLimits.DEFAULT.lingering());
  }

  static List<PeerConfig> peers(Settings settings) {
    // Peers share their template: thousands of nodes of a cluster have the same one.
    Map<SessionSettings, PeerTemplate> templates = new IdentityHashMap<>();
    return settings.peers().stream()
        .map(peer -> peer(peer, templates.computeIfAbsent(peer.session(), EngineRecords::template)))
        .toList();
  }

  private static PeerConfig peer(PeerSettings peer, PeerTemplate passive) {
    return new PeerConfig(
        peer.address(), peer.name(), peer.dial() ? passive.dialling(peer.port()) : passive);
  }

  static List<PeerRange> ranges(Settings settings) {
    return settings.ranges().stream().map(EngineRecords::range).toList();
  }

  private static PeerRange range(RangeSettings range) {
    return new PeerRange(range.range(), range.limit(), template(range.session()));
  }

  private static PeerTemplate template(SessionSettings session) {
    return new PeerTemplate(
        session.asn(),
        session.group(),
        session.client(),
        policy(session.filter(), limit(session.prefixLimit())),
        session.visibleGroups().isEmpty(),
        session.visibleGroups().orElse(Set.of()),
        session.meshed(),
        session.families(),
        false,
        Endpoint.BGP_PORT,
        new Protection(
            session.key().map(Key::text).map(Secret::of),
            session.formerKey().map(Key::text).map(Secret::of),
            session.ttlSecurityHops()),
        session.attributes());
  }

  private static ImportPolicy policy(RouteFilter filter, PrefixLimit limit) {
    return new ImportPolicy(
        filter.prefixes().isEmpty(),
        filter.prefixes().orElse(List.of()),
        filter.nextHops().isEmpty(),
        filter.nextHops().orElse(Set.of()),
        limit);
  }

  private static PrefixLimit limit(PrefixLimitSettings limit) {
    return new PrefixLimit(
        limit.max(), limit.warnPercent(), onExceeded(limit.action()), limit.restartSeconds());
  }

  private static PrefixLimit.OnExceeded onExceeded(PrefixLimitSettings.Action action) {
    return switch (action) {
      case RESET -> PrefixLimit.OnExceeded.RESET;
      case REJECT -> PrefixLimit.OnExceeded.REJECT;
    };
  }
}

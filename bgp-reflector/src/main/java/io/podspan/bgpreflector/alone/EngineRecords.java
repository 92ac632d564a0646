package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.settings.Endpoint;
import io.podspan.bgpreflector.alone.settings.Fixed;
import io.podspan.bgpreflector.alone.settings.Key;
import io.podspan.bgpreflector.alone.settings.PeerSettings;
import io.podspan.bgpreflector.alone.settings.PrefixLimitSettings;
import io.podspan.bgpreflector.alone.settings.RangeSettings;
import io.podspan.bgpreflector.alone.settings.RouteFilter;
import io.podspan.bgpreflector.alone.settings.SessionSettings;
import io.podspan.bgpreflector.alone.settings.Settings;
import io.podspan.bgpreflector.alone.settings.Timers;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.bgpreflector.speaker.config.Secret;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import java.util.List;
import java.util.Set;

/** Settings as the engine's own records. */
final class EngineRecords {
  /** There are no peer groups here: every peer gets every other peer's routes. */
  private static final String NO_GROUP = "";

  private EngineRecords() {}

  static SpeakerConfig speaker(Settings settings) {
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
        limits(fixed));
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
    return settings.peers().stream().map(EngineRecords::peer).toList();
  }

  private static PeerConfig peer(PeerSettings peer) {
    PeerTemplate passive = template(peer.session());
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
        NO_GROUP,
        session.client(),
        policy(session.filter(), limit(session.prefixLimit())),
        true,
        Set.of(),
        session.families(),
        false,
        Endpoint.BGP_PORT,
        new Protection(session.key().map(Key::text).map(Secret::of), session.ttlSecurityHops()));
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

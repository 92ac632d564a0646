package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.settings.Endpoint;
import io.podspan.bgpreflector.alone.settings.Fixed;
import io.podspan.bgpreflector.alone.settings.PeerSettings;
import io.podspan.bgpreflector.alone.settings.RangeSettings;
import io.podspan.bgpreflector.alone.settings.SessionSettings;
import io.podspan.bgpreflector.alone.settings.Settings;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.speaker.PeerConfig;
import io.podspan.bgpreflector.speaker.SpeakerConfig;
import io.podspan.bgpreflector.wire.IpAddress;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Prefix;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Settings as the engine's own records. */
final class EngineRecords {
  /** All peers are of one cluster here: everybody gets everybody's routes. */
  private static final String EVERYBODY = "everybody";

  private EngineRecords() {}

  static SpeakerConfig speaker(Settings settings) {
    Fixed fixed = settings.fixed();
    return new SpeakerConfig(
        new LocalSpeaker(fixed.asn(), fixed.routerId().bits(), fixed.clusterId().bits()),
        fixed.listen().stream().map(Endpoint::address).map(EngineRecords::ipv4).toList(),
        fixed.listen().getFirst().port(),
        fixed.timers().hold(),
        fixed.timers().connectRetry(),
        settings.originate(),
        fixed.threads());
  }

  static List<PeerConfig> peers(Settings settings) {
    return Stream.concat(
            settings.peers().stream().map(EngineRecords::peer),
            settings.ranges().stream().flatMap(EngineRecords::peersOf))
        .toList();
  }

  private static PeerConfig peer(PeerSettings peer) {
    return config(ipv4(peer.address()), peer.name(), peer.dial(), peer.port(), peer.session());
  }

  private static Stream<PeerConfig> peersOf(RangeSettings range) {
    Prefix prefix = range.range();
    return IntStream.range(0, 1 << Math.min(16, 32 - prefix.length()))
        .mapToObj(i -> new Ipv4Address(prefix.address() + i))
        .map(address -> config(address, "", false, 179, range.session()));
  }

  private static PeerConfig config(
      Ipv4Address address, String name, boolean dial, int port, SessionSettings session) {
    ImportPolicy policy =
        new ImportPolicy(
            session.filter().prefixes().orElse(List.of(new Prefix(0, 0))),
            Set.of(address.bits()),
            session.prefixLimit().max());
    return new PeerConfig(
        address,
        session.asn(),
        EVERYBODY,
        name,
        session.client(),
        policy,
        Set.of(EVERYBODY),
        dial,
        port);
  }

  private static Ipv4Address ipv4(IpAddress address) {
    return Ipv4Address.of(address.toString());
  }
}

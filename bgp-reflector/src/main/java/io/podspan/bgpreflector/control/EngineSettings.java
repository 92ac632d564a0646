package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import io.podspan.bgpreflector.speaker.config.SpeakerConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns the configuration into the engine's own, or says which key is wrong. */
final class EngineSettings {
  /**
   * Where nothing else is said and all addresses are listened on; of the block for documentation
   * (RFC 5737).
   */
  private static final Ipv4Address LAST_RESORT = Ipv4Address.of("192.0.2.1");

  private EngineSettings() {}

  /**
   * @throws IllegalArgumentException naming the key and what it should be
   */
  static SpeakerConfig of(ReflectorConfig config) {
    List<IpAddress> listen = config.listen().stream().map(EngineSettings::listen).toList();
    Ipv4Address routerId =
        config.routerId().map(text -> address("router-id", text)).orElseGet(() -> first(listen));
    Ipv4Address clusterId =
        config.clusterId().map(text -> address("cluster-id", text)).orElse(routerId);
    check(routerId.bits() != 0, "router-id", "0.0.0.0 identifies nobody");
    check(clusterId.bits() != 0, "cluster-id", "0.0.0.0 identifies nobody");
    check(config.asn() >= 1 && config.asn() <= 4294967295L, "asn", "must be from 1 to 4294967295");
    check(config.port() >= 0 && config.port() <= 65535, "port", "must be from 0 to 65535");
    int hold = config.holdTime();
    check(hold == 0 || (hold >= 3 && hold <= 65535), "hold-time", "must be 0 or from 3 to 65535");
    check(config.prefixLimit() >= 1, "prefix-limit", "must be at least 1");
    check(config.connectRetry() >= 1, "connect-retry", "must be at least 1");
    check(config.ioLoops() >= 1 && config.ioLoops() <= 64, "io-loops", "must be from 1 to 64");
    return new SpeakerConfig(
        new LocalSpeaker(config.asn(), routerId.bits(), clusterId.bits()),
        listen,
        config.port(),
        hold,
        config.connectRetry(),
        prefixes(config),
        config.ioLoops());
  }

  private static Set<Prefix> prefixes(ReflectorConfig config) {
    return config.originate().orElse(List.of()).stream()
        .map(
            text ->
                Prefix.parse(text.strip())
                    .orElseThrow(
                        () -> wrong("originate", "'" + text + "' is not a prefix like 1.0.0.2/32")))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Ipv4Address first(List<IpAddress> listen) {
    return listen.stream()
        .filter(address -> !address.ipv6() && address.ipv4Bits() != 0)
        .map(address -> new Ipv4Address(address.ipv4Bits()))
        .findFirst()
        .orElse(LAST_RESORT);
  }

  private static IpAddress listen(String text) {
    return IpAddress.parse(text.strip())
        .orElseThrow(() -> wrong("listen", "'" + text + "' is not an IP address"));
  }

  private static Ipv4Address address(String key, String text) {
    return Ipv4Address.parse(text.strip())
        .orElseThrow(() -> wrong(key, "'" + text + "' is not an IPv4 address"));
  }

  private static void check(boolean holds, String key, String otherwise) {
    if (!holds) {
      throw wrong(key, otherwise);
    }
  }

  private static IllegalArgumentException wrong(String key, String what) {
    return new IllegalArgumentException("podspan.reflector." + key + ": " + what);
  }
}

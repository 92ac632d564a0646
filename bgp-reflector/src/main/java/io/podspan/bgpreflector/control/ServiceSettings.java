package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgpreflector.settings.AsSets;
import io.podspan.bgpreflector.settings.Endpoint;
import io.podspan.bgpreflector.settings.Fixed;
import io.podspan.bgpreflector.settings.Key;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import io.podspan.bgpreflector.settings.Restart;
import io.podspan.bgpreflector.settings.RouteFilter;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.bgpreflector.settings.Settings;
import io.podspan.bgpreflector.settings.Timers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of the reflector from the configuration of the service. The peers come from
 * the intent ({@link Configuration}).
 *
 * @param reflector without peers
 * @param session the settings of every peer, except what the intent says of its cluster
 */
record ServiceSettings(Settings reflector, SessionSettings session) {
  /** The router id when the reflector listens on all addresses; for documentation (RFC 5737). */
  private static final Ipv4Address LAST_RESORT = Ipv4Address.of("192.0.2.1");

  private static final int MAX_HOPS = 254;

  /**
   * @throws IllegalArgumentException naming the key and what it should be
   */
  static ServiceSettings of(ReflectorConfig config) {
    return of(config, Optional.empty());
  }

  /**
   * @param stateDir the folder for what outlives a restart
   * @throws IllegalArgumentException naming the key and what it should be
   */
  static ServiceSettings of(ReflectorConfig config, Optional<Path> stateDir) {
    check(config.asn() >= 1 && config.asn() <= 4294967295L, "asn", "must be from 1 to 4294967295");
    Settings reflector =
        new Settings(fixed(config, stateDir), prefixes(config), List.of(), List.of());
    return new ServiceSettings(reflector, session(config));
  }

  private static Fixed fixed(ReflectorConfig config, Optional<Path> stateDir) {
    check(config.port() >= 0 && config.port() <= 65535, "port", "must be from 0 to 65535");
    check(!config.listen().isEmpty(), "listen", "must have an address");
    List<Endpoint> listen =
        config.listen().stream()
            .map(text -> new Endpoint(listenAddress(text), config.port()))
            .toList();
    Ipv4Address routerId =
        config.routerId().map(text -> identifier("router-id", text)).orElseGet(() -> first(listen));
    Ipv4Address clusterId =
        config.clusterId().map(text -> identifier("cluster-id", text)).orElse(routerId);
    check(config.halfOpen() >= 1, "half-open", "must be at least 1");
    check(config.ioLoops() >= 1 && config.ioLoops() <= 64, "io-loops", "must be from 1 to 64");
    check(config.shards() >= 1 && config.shards() <= 64, "shards", "must be from 1 to 64");
    return new Fixed(
        config.asn(),
        routerId,
        clusterId,
        listen,
        timers(config),
        config.halfOpen(),
        config.ioLoops(),
        config.shards(),
        restart(config.gracefulRestart(), stateDir));
  }

  private static Restart restart(ReflectorConfig.GracefulRestart config, Optional<Path> stateDir) {
    check(
        config.restartSeconds() >= 1 && config.restartSeconds() <= Restart.MAX_SECONDS,
        "graceful-restart.restart-seconds",
        "must be from 1 to " + Restart.MAX_SECONDS);
    check(
        config.deferralSeconds() >= 0 && config.deferralSeconds() <= Restart.MAX_SECONDS,
        "graceful-restart.deferral-seconds",
        "must be from 0 to " + Restart.MAX_SECONDS);
    return new Restart(
        config.enabled(),
        config.restartSeconds(),
        config.deferralSeconds(),
        stateDir.map(folder -> folder.resolve("sessions")));
  }

  private static Timers timers(ReflectorConfig config) {
    int hold = config.holdTime();
    check(hold == 0 || (hold >= 3 && hold <= 65535), "hold-time", "must be 0 or from 3 to 65535");
    check(config.connectRetry() >= 1, "connect-retry", "must be at least 1");
    check(config.openWait() >= 1, "open-wait", "must be at least 1");
    check(config.sendHold() >= 0, "send-hold", "must be 0 or more");
    return new Timers(
        hold,
        config.connectRetry(),
        config.openWait(),
        Timers.DEFAULT.rangeOpen(),
        config.sendHold());
  }

  private static SessionSettings session(ReflectorConfig config) {
    int hops = config.ttlSecurityHops();
    check(hops >= 0 && hops <= MAX_HOPS, "ttl-security-hops", "must be from 0 to " + MAX_HOPS);
    ReflectorConfig.PrefixLimit limit = config.prefixLimit();
    check(limit.maximum() >= 1, "prefix-limit", "must be at least 1");
    check(
        limit.warnPercent() >= 1 && limit.warnPercent() <= 100,
        "prefix-limit.warn-percent",
        "must be from 1 to 100");
    check(limit.restartSeconds() >= 0, "prefix-limit.restart-seconds", "must be 0 or more");
    return new SessionSettings(
        config.asn(),
        true,
        config.passwordFile().map(ServiceSettings::key),
        hops,
        Set.of(AddressFamily.IPV4_UNICAST),
        RouteFilter.ANY,
        new PrefixLimitSettings(
            limit.maximum(), limit.warnPercent(), limit.action(), limit.restartSeconds()),
        new AttributeRules(config.unknownAttributes(), config.asSets() == AsSets.KEEP));
  }

  private static Key key(Path file) {
    try {
      return KeyFile.read(file);
    } catch (IllegalArgumentException e) {
      throw wrong("password-file", e.getMessage());
    }
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

  private static Ipv4Address first(List<Endpoint> listen) {
    return listen.stream()
        .filter(endpoint -> !endpoint.address().ipv6() && !endpoint.isAnyAddress())
        .map(endpoint -> new Ipv4Address(endpoint.address().ipv4Bits()))
        .findFirst()
        .orElse(LAST_RESORT);
  }

  private static IpAddress listenAddress(String text) {
    return IpAddress.parse(text.strip())
        .orElseThrow(() -> wrong("listen", "'" + text + "' is not an IP address"));
  }

  private static Ipv4Address identifier(String key, String text) {
    Ipv4Address address =
        Ipv4Address.parse(text.strip())
            .orElseThrow(() -> wrong(key, "'" + text + "' is not an IPv4 address"));
    check(address.bits() != 0, key, "0.0.0.0 is not a valid identifier; use another address");
    return address;
  }

  private static void check(boolean holds, String key, String otherwise) {
    if (!holds) {
      throw wrong(key, otherwise);
    }
  }

  private static IllegalArgumentException wrong(String key, @Nullable String what) {
    return new IllegalArgumentException("podspan.reflector." + key + ": " + what);
  }
}

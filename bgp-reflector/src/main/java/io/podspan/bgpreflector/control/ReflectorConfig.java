package io.podspan.bgpreflector.control;

import io.podspan.bgp.wire.UnknownAttributes;
import io.podspan.bgpreflector.settings.AsSets;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of the service. The intent says who the peers are; this says everything else.
 * The lone reflector has the same settings in its file.
 */
@ConfigMapping(prefix = "podspan.reflector")
public interface ReflectorConfig {

  /** The name of this reflector in interconnects. */
  @WithDefault("reflector")
  String name();

  /** The addresses to listen on. */
  @WithDefault("127.0.0.1")
  List<String> listen();

  /** The port to listen on. The port of BGP is 179; opening it needs a privilege. */
  @WithDefault("1790")
  int port();

  /** The AS of the reflector. */
  @WithDefault("64512")
  long asn();

  /** The BGP identifier, dotted. Default: the first IPv4 address that is listened on. */
  Optional<String> routerId();

  /** The value for CLUSTER_LIST (RFC 4456), dotted. Default: the router id. */
  Optional<String> clusterId();

  /** The offered hold time in seconds: 0 for none, or 3 and more. */
  @WithDefault("90")
  int holdTime();

  /** Prefixes that the reflector announces itself, so nodes can see that a session works. */
  @WithDefault("1.0.0.2/32")
  Optional<List<String>> originate();

  /** How many prefixes one peer may announce. */
  PrefixLimit prefixLimit();

  /** Whether the reflector also connects to its peers. */
  @WithDefault("false")
  boolean dial();

  /** The port of peers that the reflector connects to. */
  @WithDefault("179")
  int dialPort();

  /** Seconds between attempts to connect. */
  @WithDefault("5")
  int connectRetry();

  /** Seconds that a peer has for its OPEN (RFC 4271, section 8.2.2). */
  @WithDefault("240")
  int openWait();

  /**
   * Seconds without progress of output before a session ends (RFC 9687); 0 for the RFC's choice.
   */
  @WithDefault("0")
  int sendHold();

  /** How many connections may wait for an OPEN at the same time. */
  @WithDefault("4096")
  int halfOpen();

  /** A file with the TCP MD5 key (RFC 2385) of all peers, where the intent names none. */
  Optional<Path> passwordFile();

  /** The folder with the file that the intent names as this reflector's key. */
  @WithDefault("${podspan.credentials-dir}")
  Path keysDir();

  /**
   * What happens to attributes that the reflector does not use: DROP them, VALIDATE (pass those
   * whose form is known and right), or PASS (unknown ones unread as well).
   */
  @WithDefault("DROP")
  UnknownAttributes unknownAttributes();

  /** What happens to routes with an AS_SET: WITHDRAW them (RFC 9774), or KEEP them. */
  @WithDefault("WITHDRAW")
  AsSets asSets();

  /** How many hops away a peer may be (TTL security, RFC 5082); 0 for any number. */
  @WithDefault("0")
  int ttlSecurityHops();

  /** Graceful restart (RFC 4724, RFC 8538), offered to all peers. */
  GracefulRestart gracefulRestart();

  /** Threads for sockets. */
  @WithDefault("2")
  int ioLoops();

  /** Parts of the routing table, a thread each. */
  @WithDefault("1")
  int shards();

  /** Events that wait for Kafka one by one. More are coalesced per peer. */
  @WithDefault("4096")
  int eventQueue();

  /** BMP stations that are told the Loc-RIB (RFC 9069): {@code ADDRESS:PORT} each. */
  Optional<List<String>> bmpStations();

  /** How the reflector and its peers restart without losing routes. */
  interface GracefulRestart {
    /** Whether it is offered. Routers that restart with it lose their routes without it. */
    @WithParentName
    @WithDefault("true")
    boolean enabled();

    /** Seconds until the reflector is back after a restart, as the peers are told: 1 to 4095. */
    @WithDefault("120")
    int restartSeconds();

    /** Seconds that End-of-RIB waits after a restart for peers that have not announced all. */
    @WithDefault("30")
    int deferralSeconds();
  }

  /** The limit of prefixes per peer and family. */
  interface PrefixLimit {
    /** The largest number of prefixes. */
    @WithParentName
    @WithDefault("1000")
    int maximum();

    /** The percentage of it at which the log warns. */
    @WithDefault("80")
    int warnPercent();

    /** What happens beyond it: REJECT the rest, or RESET the session (RFC 4486). */
    @WithDefault("REJECT")
    PrefixLimitSettings.Action action();

    /** Seconds until a peer may come again after a reset. */
    @WithDefault("60")
    int restartSeconds();
  }
}

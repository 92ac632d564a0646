package io.podspan.bgpreflector.control;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What this reflector is, as far as it is not the intent's to say. */
@ConfigMapping(prefix = "podspan.reflector")
public interface ReflectorConfig {

  /** The name by which interconnects mean this reflector. */
  @WithDefault("reflector")
  String name();

  /** IPv4 addresses to listen on. */
  @WithDefault("127.0.0.1")
  List<String> listen();

  /** BGP's own port is 179, which needs a privilege. */
  @WithDefault("1790")
  int port();

  /** Our AS. */
  @WithDefault("64512")
  long asn();

  /** The BGP identifier, dotted; where there is none, the first address that is listened on. */
  Optional<String> routerId();

  /** For CLUSTER_LIST (RFC 4456), dotted; where there is none, the router id. */
  Optional<String> clusterId();

  /** Offered hold time in seconds: 0 for none, or 3 and more. */
  @WithDefault("90")
  int holdTime();

  /** Routes that start here, as a sign of life in every node's table. */
  @WithDefault("1.0.0.2/32")
  Optional<List<String>> originate();

  /** How many prefixes are taken from one peer. */
  @WithDefault("1000")
  int prefixLimit();

  /** Whether to connect to the peers too, rather than only wait for them. */
  @WithDefault("false")
  boolean dial();

  /** The port of peers that are connected to. */
  @WithDefault("179")
  int dialPort();

  /** Seconds between attempts to connect. */
  @WithDefault("5")
  int connectRetry();

  /** Threads for sockets. */
  @WithDefault("2")
  int ioLoops();

  /** Events that wait for Kafka one by one; beyond that they coalesce. */
  @WithDefault("4096")
  int eventQueue();
}

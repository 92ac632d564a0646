package io.podspan.bgpreflector.speaker.config;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.reflect.LocalSpeaker;
import java.util.List;
import java.util.Set;

/**
 * What stays the same while a speaker runs. Its peers can change.
 *
 * @param local who we are
 * @param listen addresses to listen on
 * @param port to listen on, 0 for any
 * @param holdTime offered, seconds
 * @param connectRetry seconds between attempts to dial
 * @param originate routes that start here
 * @param ioLoops threads for sockets
 * @param shards of the routing table, a thread each
 * @param limits of time and number for sessions
 * @param restart how graceful restart is offered
 */
public record SpeakerConfig(
    LocalSpeaker local,
    List<IpAddress> listen,
    int port,
    int holdTime,
    int connectRetry,
    Set<Prefix> originate,
    int ioLoops,
    int shards,
    SessionLimits limits,
    RestartConfig restart) {
  public SpeakerConfig {
    listen = List.copyOf(listen);
    originate = Set.copyOf(originate);
  }

  public SpeakerConfig(
      LocalSpeaker local,
      List<IpAddress> listen,
      int port,
      int holdTime,
      int connectRetry,
      Set<Prefix> originate,
      int ioLoops) {
    this(local, listen, port, holdTime, connectRetry, originate, ioLoops, 1, SessionLimits.DEFAULT);
  }

  /** With graceful restart as it is by default. */
  public SpeakerConfig(
      LocalSpeaker local,
      List<IpAddress> listen,
      int port,
      int holdTime,
      int connectRetry,
      Set<Prefix> originate,
      int ioLoops,
      int shards,
      SessionLimits limits) {
    this(
        local,
        listen,
        port,
        holdTime,
        connectRetry,
        originate,
        ioLoops,
        shards,
        limits,
        RestartConfig.DEFAULT);
  }

  public SpeakerConfig with(SessionLimits other) {
    return new SpeakerConfig(
        local, listen, port, holdTime, connectRetry, originate, ioLoops, shards, other, restart);
  }

  public SpeakerConfig with(RestartConfig other) {
    return new SpeakerConfig(
        local, listen, port, holdTime, connectRetry, originate, ioLoops, shards, limits, other);
  }
}

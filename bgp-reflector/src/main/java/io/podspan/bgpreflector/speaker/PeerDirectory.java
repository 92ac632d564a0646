package io.podspan.bgpreflector.speaker;

import io.netty.channel.EventLoop;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.NotificationCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configured peers by address. Changed by whoever configures, read by the acceptor and by those
 * who ask.
 */
final class PeerDirectory {
  private final Map<Ipv4Address, PeerSession> sessions = new ConcurrentHashMap<>();
  private final SessionContext context;
  private final Supplier<EventLoop> loops;
  private volatile boolean stopping;

  PeerDirectory(SessionContext context, Supplier<EventLoop> loops) {
    this.context = context;
    this.loops = loops;
  }

  @Nullable PeerSession find(Ipv4Address address) {
    return stopping ? null : sessions.get(address);
  }

  boolean isStopping() {
    return stopping;
  }

  /** From now on these peers and no others; sessions of peers that stay go on. */
  synchronized void replace(List<PeerConfig> peers) {
    Map<Ipv4Address, PeerConfig> wanted =
        peers.stream()
            .collect(Collectors.toMap(PeerConfig::address, Function.identity(), (a, _) -> a));
    sessions.forEach(
        (address, session) -> {
          if (!wanted.containsKey(address)) {
            sessions.remove(address);
            session.loop().execute(() -> session.stop(NotificationCode.PEER_DECONFIGURED));
          }
        });
    wanted.forEach(this::put);
  }

  private void put(Ipv4Address address, PeerConfig config) {
    PeerSession present = sessions.get(address);
    if (present == null) {
      PeerSession session = new PeerSession(context, loops.get(), config);
      session.loop().execute(session::start);
      sessions.put(address, session);
    } else if (!present.config().equals(config)) {
      present.loop().execute(() -> present.reconfigure(config));
    }
  }

  synchronized void stopAll() {
    stopping = true;
    sessions
        .values()
        .forEach(s -> s.loop().execute(() -> s.stop(NotificationCode.ADMINISTRATIVE_SHUTDOWN)));
  }

  /** In the order of addresses. */
  List<PeerSnapshot> snapshots() {
    return sessions.values().stream()
        .map(PeerSession::snapshot)
        .sorted(Comparator.comparing(snapshot -> snapshot.config().address()))
        .toList();
  }
}

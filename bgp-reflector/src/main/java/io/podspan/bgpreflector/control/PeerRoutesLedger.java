package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.listen.AnnouncingPeer;
import io.podspan.bgpreflector.speaker.session.RoutesMark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which peers' routes are to be told of: those whose mark is another one than when they were told
 * last. A peer is told of at most once in half a second, and less often when it has many routes,
 * because all of them are looked at each time. Not thread-safe.
 */
final class PeerRoutesLedger {
  static final long QUIET_MILLIS = 500;

  /** So that looking at the routes takes about a hundredth of the time. */
  private static final int ROUTES_PER_MILLI = 100;

  private record Told(PeerConfig config, RoutesMark mark, long quietUntil) {}

  private final Map<IpAddress, Told> told = new HashMap<>();

  /** Those of the peers that are to be told of now. */
  List<AnnouncingPeer> due(List<AnnouncingPeer> peers, long nowMillis) {
    List<AnnouncingPeer> due = new ArrayList<>();
    for (AnnouncingPeer peer : peers) {
      Told last = told.get(peer.config().address());
      if (last == null || (nowMillis >= last.quietUntil() && !last.mark().equals(peer.mark()))) {
        due.add(peer);
      }
    }
    return due;
  }

  /**
   * @param routes how many routes the peer had
   */
  void told(AnnouncingPeer peer, int routes, long nowMillis) {
    long quiet = Math.max(QUIET_MILLIS, routes / ROUTES_PER_MILLI);
    told.put(peer.config().address(), new Told(peer.config(), peer.mark(), nowMillis + quiet));
  }

  /** The peers that were told of and are there no longer; they are forgotten here. */
  List<PeerConfig> gone(List<AnnouncingPeer> peers) {
    if (told.size() <= peers.size()) {
      // Nobody has gone unless somebody came, who is told of first.
      return List.of();
    }
    Set<IpAddress> present = new HashSet<>();
    peers.forEach(peer -> present.add(peer.config().address()));
    List<PeerConfig> gone =
        told.values().stream()
            .map(Told::config)
            .filter(config -> !present.contains(config.address()))
            .toList();
    gone.forEach(config -> told.remove(config.address()));
    return gone;
  }
}

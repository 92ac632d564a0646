package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was last said of what each peer is sent, and when there may be something to say again: once
 * in a second, and less often when there is much, because the whole table is walked each time and
 * each peer's change is an event. Not thread-safe.
 */
final class SentLedger {
  static final long QUIET_MILLIS = 1_000;

  /** So that walks take about a hundredth of the time. */
  private static final int ROUTES_PER_MILLI = 100;

  /** Of all peers together. */
  private static final int MILLIS_PER_EVENT = 5;

  private record Mark(long exports, List<ToldPeer> peers) {}

  private record Said(ToldPeer peer, SentRoutes routes) {}

  private final Map<IpAddress, Said> said = new HashMap<>();
  private Mark last = new Mark(-1, List.of());
  private long quietUntil = Long.MIN_VALUE;

  /**
   * Whether to look now.
   *
   * @param exports another value whenever what peers are sent may be something else
   */
  boolean isDue(long exports, List<ToldPeer> peers, long nowMillis) {
    return nowMillis >= quietUntil && !last.equals(new Mark(exports, peers));
  }

  /**
   * A look is over.
   *
   * @param exports before it
   * @param peers before it
   * @param walked how many prefixes were looked at
   * @param events how many peers were told of
   */
  void looked(long exports, List<ToldPeer> peers, long walked, int events, long nowMillis) {
    last = new Mark(exports, peers);
    long quiet = Math.max(walked / ROUTES_PER_MILLI, (long) events * MILLIS_PER_EVENT);
    quietUntil = nowMillis + Math.max(QUIET_MILLIS, quiet);
    said.keySet().retainAll(peers.stream().map(peer -> peer.config().address()).toList());
  }

  /** Whether this is news of the peer; it counts as said then. */
  boolean isNews(ToldPeer peer, SentRoutes routes) {
    Said now = new Said(peer, routes);
    return !now.equals(said.put(peer.config().address(), now));
  }
}

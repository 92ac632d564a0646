package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was last said of what each peer is sent, and when there may be something to say again: once
 * in a second, and less often when there is much, because the whole table is walked each time and
 * each peer's change is an event. A route that comes or goes changes the number of nearly every
 * peer: of the number alone a peer is told twice in a minute. Not thread-safe.
 */
final class SentLedger {
  static final long QUIET_MILLIS = 1_000;
  static final long COUNT_MILLIS = 30_000;

  /** So that walks take about a hundredth of the time. */
  private static final int ROUTES_PER_MILLI = 100;

  /** Of all peers together. */
  private static final int MILLIS_PER_EVENT = 5;

  private static final long LONGEST_BACKOFF_MILLIS = 60_000;
  private static final Mark NEVER = new Mark(-1, List.of());

  private record Mark(long exports, List<ToldPeer> peers) {}

  private record Said(ToldPeer peer, SentRoutes routes, long atMillis) {
    boolean is(ToldPeer other, SentRoutes now) {
      return peer.equals(other) && routes.equals(now);
    }

    boolean differsInTheNumberOnly(ToldPeer other, SentRoutes now) {
      return peer.equals(other) && routes.withheld().equals(now.withheld());
    }
  }

  private final Map<IpAddress, Said> said = new HashMap<>();
  private Mark last = NEVER;
  private long quietUntil = Long.MIN_VALUE;
  private long backoff = QUIET_MILLIS;

  /** When a number that was not told is to be told. */
  private long overdueAt = Long.MAX_VALUE;

  /**
   * Whether to look now.
   *
   * @param exports another value whenever what peers are sent may be something else
   */
  boolean isDue(long exports, List<ToldPeer> peers, long nowMillis) {
    return nowMillis >= quietUntil
        && (nowMillis >= overdueAt || !last.equals(new Mark(exports, peers)));
  }

  /** A look begins that is over with {@link #looked} or {@link #failed}. */
  void begins() {
    overdueAt = Long.MAX_VALUE;
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
    backoff = QUIET_MILLIS;
    long quiet = Math.max(walked / ROUTES_PER_MILLI, (long) events * MILLIS_PER_EVENT);
    quietUntil = nowMillis + Math.max(QUIET_MILLIS, quiet);
    Set<IpAddress> present =
        peers.stream().map(peer -> peer.config().address()).collect(Collectors.toSet());
    said.keySet().retainAll(present);
  }

  /** The table was too busy to answer: it is asked again later each time. */
  void failed(long nowMillis) {
    last = NEVER;
    quietUntil = nowMillis + backoff;
    backoff = Math.min(2 * backoff, LONGEST_BACKOFF_MILLIS);
  }

  /** Whether this is news of the peer; it counts as said then. */
  boolean isNews(ToldPeer peer, SentRoutes routes, long nowMillis) {
    IpAddress address = peer.config().address();
    Said before = said.get(address);
    if (before != null && before.is(peer, routes)) {
      return false;
    }
    if (before != null
        && before.differsInTheNumberOnly(peer, routes)
        && nowMillis < before.atMillis() + COUNT_MILLIS) {
      overdueAt = Math.min(overdueAt, before.atMillis() + COUNT_MILLIS);
      return false;
    }
    said.put(address, new Said(peer, routes, nowMillis));
    return true;
  }
}

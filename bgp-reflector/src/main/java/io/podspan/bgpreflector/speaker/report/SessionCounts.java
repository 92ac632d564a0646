package io.podspan.bgpreflector.speaker.report;

import io.podspan.bgpreflector.fsm.SessionEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts events of sessions. Any thread. */
public final class SessionCounts {
  private final AtomicLongArray counts = new AtomicLongArray(SessionCount.values().length);

  public void count(SessionEvent event) {
    switch (event) {
      case SessionEvent.HoldExpired _ -> add(SessionCount.HOLD_EXPIRED);
      case SessionEvent.SendHoldExpired _ -> add(SessionCount.SEND_HOLD_EXPIRED);
      case SessionEvent.PrefixLimitReached _ -> add(SessionCount.PREFIX_LIMIT_REACHED);
      case SessionEvent.CollisionLost _ -> add(SessionCount.COLLISIONS);
      case SessionEvent.MessageMalformed _ -> add(SessionCount.MALFORMED);
      default -> {}
    }
  }

  /** A peer that restarted and said nothing was asked for its routes. */
  public void silentAsked() {
    add(SessionCount.SILENT_ASKED);
  }

  /** The peer of an established session has ceased to answer. */
  public void stalled() {
    add(SessionCount.STALLED);
  }

  private void add(SessionCount count) {
    counts.incrementAndGet(count.ordinal());
  }

  public Map<SessionCount, Long> all() {
    Map<SessionCount, Long> all = new EnumMap<>(SessionCount.class);
    for (SessionCount count : SessionCount.values()) {
      all.put(count, counts.get(count.ordinal()));
    }
    return all;
  }
}

package io.podspan.bgpreflector.control;

import io.podspan.events.Event;
import io.podspan.events.RibEvent;
import io.podspan.events.SessionEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events on their way to Kafka. Bounded, and adding one never waits. When it is full, later events
 * coalesce per peer and kind to the state that they led to. Each event that is given up for a later
 * one is counted. Any thread; the lock is held for a few instructions.
 */
final class EventQueue {
  /** Refused peers can have any number of addresses; beyond this many only the count remains. */
  private static final int MAX_COALESCED = 40_000;

  private enum Kind {
    SESSION,
    ANSWERS,
    REFUSED,
    REJECTED,
    LIMIT,
    FAULTY,
    OPENED,
    IDENTIFIER,
    ANNOUNCED,
    CONFIGURED,
    SENT,
    ROUTES
  }

  private record Key(String subject, Kind kind) {}

  private final int capacity;
  private final Deque<Event> queue = new ArrayDeque<>();
  private final Map<Key, Event> coalesced = new LinkedHashMap<>();
  private long given;

  EventQueue(int capacity) {
    this.capacity = capacity;
  }

  synchronized void offer(Event event) {
    // Once something coalesces, everything does until that is drained: later must not overtake
    // earlier.
    if (coalesced.isEmpty() && queue.size() < capacity) {
      queue.add(event);
      notifyAll();
      return;
    }
    Key key = new Key(event.subject(), kind(event));
    if (coalesced.remove(key) != null || coalesced.size() >= MAX_COALESCED) {
      given++;
    }
    if (coalesced.size() < MAX_COALESCED) {
      coalesced.put(key, event);
    }
  }

  private static Kind kind(Event event) {
    return switch (event) {
      case SessionEvent.SessionEstablished _, SessionEvent.SessionLost _ -> Kind.SESSION;
      case SessionEvent.SessionStalled _, SessionEvent.SessionResumed _ -> Kind.ANSWERS;
      case SessionEvent.PeerRefused _ -> Kind.REFUSED;
      case SessionEvent.PrefixRejected _ -> Kind.REJECTED;
      case SessionEvent.PrefixLimitReached _ -> Kind.LIMIT;
      case SessionEvent.UpdateRejected _ -> Kind.FAULTY;
      case SessionEvent.OpenRefused _ -> Kind.OPENED;
      case SessionEvent.IdentifierShared _ -> Kind.IDENTIFIER;
      case SessionEvent.PeerRoutesChanged _ -> Kind.ANNOUNCED;
      case SessionEvent.ReflectorConfigured _ -> Kind.CONFIGURED;
      case RibEvent.PeerRoutesSent _ -> Kind.SENT;
      default -> Kind.ROUTES;
    };
  }

  /** Waits for a moment when there is nothing. */
  @SuppressWarnings("WaitNotInLoop") // an empty batch after a spurious wake-up is as good as any
  synchronized List<Event> poll(int atMost, long waitMillis) throws InterruptedException {
    if (queue.isEmpty() && coalesced.isEmpty() && waitMillis > 0) {
      wait(waitMillis);
    }
    List<Event> batch = new ArrayList<>();
    while (batch.size() < atMost && !queue.isEmpty()) {
      batch.add(queue.remove());
    }
    Iterator<Event> rest = coalesced.values().iterator();
    while (batch.size() < atMost && rest.hasNext()) {
      batch.add(rest.next());
      rest.remove();
    }
    return batch;
  }

  synchronized int size() {
    return queue.size() + coalesced.size();
  }

  /** Events given up for a later one of the same peer and kind, since the start. */
  synchronized long coalescedCount() {
    return given;
  }
}

package io.podspan.bgpreflector.speaker.session;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgp.wire.UpdateFault;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.reflect.SessionCounters;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.report.Stall;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state and history of a peer, for snapshots. Written by its I/O loop, read by any thread. */
final class PeerJournal {
  private final InstantSource clock;
  private volatile SessionState state = SessionState.IDLE;
  private volatile Instant since;
  private volatile @Nullable EstablishedSession established;

  /** Of the last session; the shards go on counting what they keep of it. */
  private volatile @Nullable SessionCounters counters;

  /** Null while the peer answers, or while nobody looks. */
  private volatile @Nullable Stall stall;

  private volatile @Nullable String lastError;
  private volatile @Nullable Instant lastErrorAt;
  private volatile long timesEstablished;
  private volatile Map<FaultReason, Long> faults = Map.of();
  private volatile @Nullable String lastFault;

  PeerJournal(InstantSource clock) {
    this.clock = clock;
    this.since = clock.instant();
  }

  void state(SessionState now) {
    if (now != state) {
      state = now;
      since = clock.instant();
      if (now != SessionState.ESTABLISHED) {
        established = null;
        stall = null;
      }
    }
  }

  SessionState state() {
    return state;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void established(EstablishedSession up) {
    timesEstablished++;
    counters = up.counters();
    stall = null;
    established = up;
    state(SessionState.ESTABLISHED);
  }

  /** The peer of the session does not answer. */
  void stalled(Stall seen) {
    stall = seen;
  }

  void resumed() {
    stall = null;
  }

  void failed(String why) {
    lastError = why;
    lastErrorAt = clock.instant();
  }

  /** An UPDATE had these errors. */
  void faulty(List<UpdateFault> found) {
    Map<FaultReason, Long> counts = new EnumMap<>(FaultReason.class);
    counts.putAll(faults);
    found.forEach(fault -> counts.merge(fault.reason(), 1L, Long::sum));
    faults = Collections.unmodifiableMap(counts);
    lastFault = found.getLast().why();
  }

  /** Null without a session. */
  @Nullable ToldPeer told(PeerConfig config) {
    EstablishedSession up = established;
    return up == null ? null : new ToldPeer(config, up.source(), timesEstablished, up.toldAll());
  }

  RoutesMark mark(boolean stale) {
    EstablishedSession up = established;
    SessionCounters last = counters;
    return new RoutesMark(
        up != null,
        stale,
        up == null ? Set.of() : up.counters().endOfRib(),
        timesEstablished,
        last == null ? 0 : last.changes());
  }

  /**
   * @param stale the families of which routes are kept until the peer announces them again
   */
  PeerSnapshot snapshot(PeerConfig config, boolean dynamic, Set<AddressFamily> stale) {
    EstablishedSession up = established;
    SessionCounters last = counters;
    return new PeerSnapshot(
        config,
        dynamic,
        state,
        since,
        up == null ? null : new Ipv4Address(up.negotiated().open().routerId()),
        up == null ? 0 : up.negotiated().holdTime(),
        up == null ? Set.of() : up.negotiated().options().families(),
        up == null ? 0 : up.counters().accepted(),
        up == null ? 0 : up.counters().rejected(),
        up == null ? 0 : up.updates(),
        up == null ? 0 : up.pump().sent(),
        up == null ? Set.of() : up.counters().endOfRib(),
        up == null ? null : up.negotiated().restart(),
        stale,
        stale.isEmpty() || last == null ? 0 : last.stale(),
        up != null && up.isProbed(),
        up == null ? null : stall,
        timesEstablished,
        faults,
        lastFault,
        lastError,
        lastErrorAt);
  }
}

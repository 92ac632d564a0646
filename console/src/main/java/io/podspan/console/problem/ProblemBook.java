package io.podspan.console.problem;

import io.podspan.console.journal.Attendance;
import io.podspan.console.journal.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The problems over time. A cause is a problem once it has lasted, and until some time after its
 * last symptom. {@link #look} belongs to one thread; any thread may read.
 */
public final class ProblemBook {
  /** A problem stays so long after its last symptom. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** The longest that what is left of a problem, or was not measured since, keeps it. */
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(60);

  private final Map<CauseKey, Instant> seen = new HashMap<>();
  private final SortedMap<CauseKey, Cause> open = new TreeMap<>();
  private final Map<CauseKey, Ended> gone = new HashMap<>();
  private final Enduring enduring = new Enduring();
  private final Attendance attendance;
  private boolean begun;
  private volatile Problems last = Problems.NONE;

  /**
   * @param attendance which services are there
   */
  public ProblemBook(Attendance attendance) {
    this.attendance = attendance;
  }

  /**
   * An open problem whose cause is not found any more.
   *
   * @param at since when it is not found
   * @param last when something was left of it last
   */
  private record Ended(Instant at, Instant last) {}

  /** What is known now. */
  public Problems now() {
    return last;
  }

  /** Looks at the present facts; the clock does not go back. */
  public Problems look(Projection projection, Instant now) {
    Diagnosis diagnosis =
        Diagnosis.of(projection, now, enduring.pairs(now), attendance.absent(projection, now));
    enduring.look(diagnosis.failing(), diagnosis.stale(), now);
    SortedMap<CauseKey, Cause> present = new TreeMap<>();
    diagnosis.causes().forEach(cause -> present.put(cause.key(), cause));
    seen.keySet().retainAll(present.keySet());
    present.forEach((key, cause) -> seen.putIfAbsent(key, begun ? now : cause.since()));
    begun = true;
    open.keySet().stream()
        .filter(key -> !present.containsKey(key))
        .forEach(key -> gone.putIfAbsent(key, new Ended(now, now)));
    gone.keySet().removeAll(present.keySet());
    List<Cause> settling = new ArrayList<>();
    for (Cause cause : present.values()) {
      if (open.containsKey(cause.key()) || (isRipe(cause, now) && !isRemnant(cause, now))) {
        open.put(cause.key(), cause);
      } else {
        settling.add(cause);
      }
    }
    close(present.values(), diagnosis.stale(), now);
    last = Problems.of(projection.sequence(), now, open.values(), settling, diagnosis.underWay());
    return last;
  }

  private boolean isRipe(Cause cause, Instant now) {
    Instant since = seen.getOrDefault(cause.key(), now);
    return !since.plus(Settling.of(cause)).isAfter(now);
  }

  /** What is left of a larger problem while it ends is no other problem. */
  private boolean isRemnant(Cause cause, Instant now) {
    return gone.entrySet().stream()
        .filter(ended -> ended.getValue().at().plus(LONGEST_CLOSING).isAfter(now))
        .map(ended -> open.get(ended.getKey()))
        .anyMatch(larger -> larger != null && isPartOf(cause, larger));
  }

  private static boolean isPartOf(Cause cause, Cause larger) {
    return cause.key().kind().compareTo(larger.key().kind()) > 0
        && !cause.nodes().isEmpty()
        && larger.nodes().containsAll(cause.nodes());
  }

  private void close(Collection<Cause> present, List<Symptom.FailingPair> stale, Instant now) {
    gone.replaceAll(
        (key, ended) -> isLeft(open.get(key), present, stale) ? new Ended(ended.at(), now) : ended);
    gone.entrySet()
        .removeIf(ended -> isOver(ended.getValue(), open.get(ended.getKey()), present, now));
    open.keySet().removeIf(key -> !gone.containsKey(key) && isGone(key, present));
  }

  private static boolean isGone(CauseKey key, Collection<Cause> present) {
    return present.stream().noneMatch(cause -> cause.key().equals(key));
  }

  /** Whether something is left of it, or was not measured since. */
  private static boolean isLeft(
      @Nullable Cause ended, Collection<Cause> present, List<Symptom.FailingPair> stale) {
    return ended != null
        && (stale.stream()
                .anyMatch(
                    pair ->
                        ended.nodes().contains(pair.from()) || ended.nodes().contains(pair.to()))
            || present.stream().anyMatch(other -> isPartOf(other, ended)));
  }

  private boolean isOver(
      Ended ended, @Nullable Cause cause, Collection<Cause> present, Instant now) {
    return cause == null
        || !ended.last().plus(CLOSING).isAfter(now)
        || !ended.at().plus(LONGEST_CLOSING).isAfter(now)
        || present.stream().anyMatch(other -> replaces(other, cause));
  }

  /** The same nodes are told of under another cause now. */
  private boolean replaces(Cause other, Cause cause) {
    return open.containsKey(other.key())
        && other.nodes().stream().anyMatch(cause.nodes()::contains);
  }
}

package io.podspan.console.problem;

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

/**
 * The problems over time. A cause is a problem once it has lasted, and until some time after its
 * last symptom. {@link #look} belongs to one thread; any thread may read.
 */
public final class ProblemBook {
  /** A problem stays so long after its last symptom. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** The longest that pairs, which have not been measured since, keep a problem. */
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(60);

  private final Map<CauseKey, Instant> seen = new HashMap<>();
  private final SortedMap<CauseKey, Cause> open = new TreeMap<>();
  private final Map<CauseKey, Instant> gone = new HashMap<>();
  private boolean begun;
  private volatile Problems last = Problems.NONE;

  /** What is known now. */
  public Problems now() {
    return last;
  }

  /** Looks at the present facts; the clock does not go back. */
  public Problems look(Projection projection, Instant now) {
    Diagnosis diagnosis = Diagnosis.of(projection, now);
    SortedMap<CauseKey, Cause> present = new TreeMap<>();
    diagnosis.causes().forEach(cause -> present.put(cause.key(), cause));
    seen.keySet().retainAll(present.keySet());
    present.forEach((key, cause) -> seen.putIfAbsent(key, begun ? now : cause.since()));
    begun = true;
    List<Cause> settling = new ArrayList<>();
    present.forEach(
        (key, cause) -> {
          if (open.containsKey(key) || isRipe(cause, now)) {
            open.put(key, cause);
            gone.remove(key);
          } else {
            settling.add(cause);
          }
        });
    close(present.values(), diagnosis.stale(), now);
    last = Problems.of(projection.sequence(), now, open.values(), settling, diagnosis.underWay());
    return last;
  }

  private boolean isRipe(Cause cause, Instant now) {
    Instant since = seen.getOrDefault(cause.key(), now);
    return !since.plus(Settling.of(cause)).isAfter(now);
  }

  private void close(Collection<Cause> present, List<Symptom.FailingPair> stale, Instant now) {
    open.values()
        .removeIf(
            cause -> {
              if (present.contains(cause)) {
                return false;
              }
              Instant since = gone.computeIfAbsent(cause.key(), _ -> now);
              boolean waits =
                  stale.stream().anyMatch(pair -> cause.nodes().stream().anyMatch(pair::touches));
              return !since.plus(waits ? LONGEST_CLOSING : CLOSING).isAfter(now)
                  || present.stream().anyMatch(other -> replaces(other, cause));
            });
    gone.keySet().retainAll(open.keySet());
  }

  /** The same nodes are told of under another cause now. */
  private boolean replaces(Cause other, Cause cause) {
    return open.containsKey(other.key())
        && other.nodes().stream().anyMatch(cause.nodes()::contains);
  }
}

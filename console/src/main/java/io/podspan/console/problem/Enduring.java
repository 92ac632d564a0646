package io.podspan.console.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs of nodes that go on failing while something at them is mended again and again: a session
 * flaps, nodes join all the time. Each time what was measured before says nothing, and without a
 * bound it would never say anything. Belongs to the thread of the book.
 */
final class Enduring {
  /** After what was mended once, a round of pings begins in much less. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** From then on it is told that they were not measured, after it has lasted. */
  private static final Duration DOUBTFUL = Duration.ofSeconds(10);

  private final Map<Ends, Mended> mended = new HashMap<>();

  /**
   * A pair that failed before something was mended.
   *
   * @param first when this was so at first
   * @param last when it was so last
   */
  private record Mended(Instant first, Instant last) {}

  /**
   * Pairs that failed all the time although something was mended.
   *
   * @param doubtful for a while: it is not known whether the mending helped
   * @param failing for so long that it has not
   */
  record Pairs(Set<Ends> doubtful, Set<Ends> failing) {
    static final Pairs NONE = new Pairs(Set.of(), Set.of());
  }

  Pairs pairs(Instant now) {
    return new Pairs(longerThan(DOUBTFUL, now), longerThan(LONGEST, now));
  }

  private Set<Ends> longerThan(Duration time, Instant now) {
    return mended.entrySet().stream()
        .filter(pair -> !pair.getValue().first().plus(time).isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @param failing pairs that fail
   * @param stale those that failed before something was mended, and were not measured since
   */
  void look(
      Collection<Symptom.FailingPair> failing, Collection<Symptom.FailingPair> stale, Instant now) {
    mended
        .keySet()
        .retainAll(
            Stream.of(failing, stale)
                .flatMap(Collection::stream)
                .map(Symptom.FailingPair::ends)
                .collect(Collectors.toSet()));
    stale.forEach(
        pair ->
            mended.merge(
                pair.ends(), new Mended(now, now), (before, _) -> new Mended(before.first(), now)));
    // Nothing has been mended for a while: what is mended next is mended for the first time.
    mended.values().removeIf(pair -> !pair.last().plus(LONGEST).isAfter(now));
  }
}

package io.podspan.probeservice.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long rows of each step are kept.
 *
 * @param kept by step; at least two rows of each
 */
public record Retention(Map<Step, Duration> kept) {
  /** What has just been written is not to be deleted at once. */
  public Retention {
    kept = new EnumMap<>(kept);
    for (Step step : Step.values()) {
      Duration time = kept.getOrDefault(step, Duration.ZERO);
      if (time.compareTo(step.length().multipliedBy(2)) < 0) {
        throw new IllegalArgumentException(
            "podspan.probe.history."
                + step.name().toLowerCase(Locale.ROOT)
                + "s is "
                + time
                + ": it must be two of them or more");
      }
    }
    kept = Collections.unmodifiableMap(kept);
  }

  /** Before this, rows of the step are deleted. */
  public Instant since(Step step, Instant now) {
    return now.minus(kept.getOrDefault(step, Duration.ZERO));
  }

  /** Before this, no row of any step is kept. */
  public Instant sinceAny(Instant now) {
    return now.minus(Collections.max(kept.values()));
  }

  /** Since when rows are kept, where that is more than one row after this moment. */
  public Optional<Instant> lacking(Step step, Instant begin, Instant now) {
    Instant since = since(step, now);
    return begin.plus(step.length()).isBefore(since) ? Optional.of(since) : Optional.empty();
  }

  /**
   * The finest step that suits this much time and is kept of all of it; where there is none, a
   * finer one that is; else the one that is kept longest.
   */
  public Step best(Instant begin, Instant end, Instant now) {
    Step suits = Step.of(Duration.between(begin, end));
    List<Step> all = List.of(Step.values());
    List<Step> inTurn = new ArrayList<>(all.subList(suits.ordinal(), all.size()));
    inTurn.addAll(all.subList(0, suits.ordinal()).reversed());
    return inTurn.stream()
        .filter(step -> lacking(step, begin, now).isEmpty())
        .findFirst()
        .orElseGet(
            () -> Collections.min(inTurn, Comparator.comparing((Step step) -> since(step, now))));
  }
}

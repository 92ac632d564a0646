package io.podspan.probeservice.history;

import java.time.Instant;
import java.util.Comparator;

/**
 * A pair and a stretch of time.
 *
 * @param from whose pods pinged
 * @param to whose pods were pinged
 * @param begin of the minute, the hour or the day
 */
public record Span(Spot from, Spot to, Instant begin) implements Comparable<Span> {
  private static final Comparator<Span> ORDER =
      Comparator.comparing(Span::from).thenComparing(Span::to).thenComparing(Span::begin);

  @Override
  public int compareTo(Span other) {
    return ORDER.compare(this, other);
  }
}

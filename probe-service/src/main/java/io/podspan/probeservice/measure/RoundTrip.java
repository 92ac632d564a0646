package io.podspan.probeservice.measure;

import java.util.Collection;
import java.util.Optional;

/** Round trip times in microseconds. */
public record RoundTrip(long minMicros, long averageMicros, long maxMicros) {

  /** The extremes of all, and the average of the averages. */
  public static Optional<RoundTrip> of(Collection<RoundTrip> several) {
    if (several.isEmpty()) {
      return Optional.empty();
    }
    long min = several.stream().mapToLong(RoundTrip::minMicros).min().orElseThrow();
    long max = several.stream().mapToLong(RoundTrip::maxMicros).max().orElseThrow();
    double average = several.stream().mapToLong(RoundTrip::averageMicros).average().orElseThrow();
    return Optional.of(new RoundTrip(min, Math.round(average), max));
  }
}

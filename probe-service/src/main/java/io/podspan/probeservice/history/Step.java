package io.podspan.probeservice.history;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long a row of the history is. All begin where UTC's minutes, hours and days do. */
public enum Step {
  MINUTE(ChronoUnit.MINUTES, Duration.ofHours(1)),
  HOUR(ChronoUnit.HOURS, Duration.ofDays(1)),
  DAY(ChronoUnit.DAYS, Duration.ofDays(30));

  private final ChronoUnit unit;
  private final Duration usual;

  Step(ChronoUnit unit, Duration usual) {
    this.unit = unit;
    this.usual = usual;
  }

  /** When the row began that this moment is in. */
  public Instant begin(Instant at) {
    return at.truncatedTo(unit);
  }

  public Duration length() {
    return unit.getDuration();
  }

  /** How far back one looks where nobody says how far. */
  public Duration usual() {
    return usual;
  }

  /** The finest one by which this much time is not more rows than people read. */
  public static Step of(Duration time) {
    if (time.compareTo(Duration.ofHours(6)) <= 0) {
      return MINUTE;
    }
    return time.compareTo(Duration.ofDays(7)) <= 0 ? HOUR : DAY;
  }
}

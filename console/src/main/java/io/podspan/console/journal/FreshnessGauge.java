package io.podspan.console.journal;

import io.podspan.console.journal.Freshness.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Knows how the journal compares with Kafka. Somebody reports every second how many records are
 * left. Without a report for a few seconds the answer is UNKNOWN. Safe for all threads.
 */
public final class FreshnessGauge {
  /** The state is UNKNOWN after so long without a report. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  /** Records are always on their way. The journal is behind when some are left for so long. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final InstantSource clock;
  private Freshness last;
  private Instant reportedAt;
  private @Nullable Instant leftSince;

  public FreshnessGauge() {
    this(Clock.systemUTC());
  }

  FreshnessGauge(InstantSource clock) {
    this.clock = clock;
    this.reportedAt = clock.instant();
    this.last = new Freshness(State.UNKNOWN, 0, reportedAt);
  }

  /** The journal has handled all records but so many. */
  public synchronized void report(long left) {
    reportedAt = clock.instant();
    if (left == 0) {
      leftSince = null;
      become(State.CURRENT, 0, reportedAt);
      return;
    }
    Instant since = leftSince == null ? reportedAt : leftSince;
    leftSince = since;
    boolean behind = !reportedAt.isBefore(since.plus(GRACE));
    become(behind ? State.BEHIND : State.CURRENT, behind ? left : 0, since);
  }

  public synchronized Freshness now() {
    if (!clock.instant().isBefore(reportedAt.plus(SILENCE))) {
      leftSince = null;
      become(State.UNKNOWN, 0, reportedAt);
    }
    return last;
  }

  private void become(State state, long behind, Instant at) {
    last = new Freshness(state, behind, state == last.state() ? last.since() : at);
  }
}

package io.podspan.probeservice.events;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.HistoryStore;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Step;
import io.podspan.probeservice.history.Tally;
import io.podspan.servicekit.outage.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Writes minutes that have ended to the history, and deletes what is old, some of it at a time. */
@ApplicationScoped
public class HistoryKeeping {
  private static final Logger LOG = Logger.getLogger(HistoryKeeping.class);
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final Duration MORE_TO_DO = Duration.ofMillis(100);

  /** Rows of a transaction: it takes some ten milliseconds, and nobody waits for it long. */
  static final int BATCH = 500;

  /** As much as 10,000 pairs add in the time between two rounds, and more. */
  static final int MOST_DELETED = 5_000;

  private final Tally tally;
  private final HistoryStore store;
  private final Retention retention;
  private final Clock clock;
  private final AtomicLong lost = new AtomicLong();

  @Inject
  public HistoryKeeping(
      Tally tally, HistoryStore store, Retention retention, MeterRegistry metrics) {
    this(tally, store, retention, Clock.systemUTC());
    Gauge.builder("podspan_probe_history_waiting", tally, Tally::size)
        .description("Minutes of pairs that were measured and are not written yet")
        .register(metrics);
    FunctionCounter.builder("podspan_probe_history_dropped", this, HistoryKeeping::dropped)
        .description("Figures that were measured and found no place in the history")
        .register(metrics);
  }

  HistoryKeeping(Tally tally, HistoryStore store, Retention retention, Clock clock) {
    this.tally = tally;
    this.store = store;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * One round.
   *
   * @return the pause until the next
   */
  Duration round() {
    boolean written = write(tally.ended(BATCH));
    return forget() || written ? MORE_TO_DO : BETWEEN;
  }

  /** Returns whether there may be more of it. */
  private boolean forget() {
    Instant now = clock.instant();
    boolean more = false;
    try {
      for (Step step : Step.values()) {
        int deleted = store.forget(step, retention.since(step, now), MOST_DELETED);
        more |= deleted == MOST_DELETED;
      }
      // Whichever rows are kept longest still need the names of their ends.
      store.forgetSpots(retention.sinceAny(now), MOST_DELETED);
      return more;
    } catch (RuntimeException e) {
      if (!Outage.isDatabaseAway(e)) {
        throw e;
      }
      return false;
    }
  }

  /** Returns whether there may be more of them. */
  private boolean write(List<Entry> entries) {
    if (entries.isEmpty()) {
      return false;
    }
    try {
      store.add(entries);
      return true;
    } catch (RuntimeException e) {
      if (Outage.isDatabaseAway(e)) {
        tally.giveBack(entries);
        LOG.debugf("The history is not written: the database does not answer.");
        return false;
      }
      // They would fail again, and hold up all that come after them.
      lost.addAndGet(entries.size());
      throw e;
    }
  }

  /** Before the database goes: what is there is written, as long as that works. */
  void last() {
    try {
      while (write(tally.all(BATCH))) {
        // The next batch.
      }
    } catch (RuntimeException e) {
      LOG.warnf("The last minutes of the history could not be written: %s.", e.getMessage());
    }
  }

  private double dropped() {
    return (double) tally.dropped() + lost.get();
  }
}

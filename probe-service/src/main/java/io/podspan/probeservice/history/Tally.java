package io.podspan.probeservice.history;

import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.Measurement.PairPing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured and is not written yet, by pair and minute. It holds so many entries at most;
 * what finds no place is dropped and counted. Any thread.
 */
public final class Tally {
  private final int most;
  private final Clock clock;
  private final Map<Span, Figures> waiting = new TreeMap<>();
  private long dropped;

  /**
   * @param most entries at once
   */
  public Tally(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  /** Counts what was measured. What could not be measured is not there, and so no loss. */
  public void add(Measurement measurement) {
    switch (measurement) {
      case Measurement.Impossible _ -> {
        // Nothing was sent.
      }
      case Measurement.Measured measured -> add(measured.clusters(), measured.pings());
    }
  }

  private synchronized void add(ClusterPair clusters, Collection<PairPing> pings) {
    Instant minute = Step.MINUTE.begin(clock.instant());
    for (PairPing ping : pings) {
      Figures figures = Figures.of(ping.ping());
      Spot from = new Spot(clusters.from(), ping.pods().from().node());
      Spot to = new Spot(clusters.to(), ping.pods().to().node());
      add(new Span(from, to, minute), figures);
      add(new Span(Spot.whole(clusters.from()), Spot.whole(clusters.to()), minute), figures);
    }
  }

  private void add(Span span, Figures figures) {
    if (waiting.size() < most || waiting.containsKey(span)) {
      waiting.merge(span, figures, Figures::plus);
    } else {
      dropped++;
    }
  }

  /** Takes out the minutes that have ended, sorted: so many at most. */
  public synchronized List<Entry> ended(int atMost) {
    return taken(Step.MINUTE.begin(clock.instant()), atMost);
  }

  /** Takes out whatever there is, sorted: so many at most. For the end of the service. */
  public synchronized List<Entry> all(int atMost) {
    return taken(Instant.MAX, atMost);
  }

  private List<Entry> taken(Instant before, int atMost) {
    List<Entry> taken = new ArrayList<>();
    Iterator<Map.Entry<Span, Figures>> all = waiting.entrySet().iterator();
    while (all.hasNext() && taken.size() < atMost) {
      Map.Entry<Span, Figures> next = all.next();
      if (next.getKey().begin().isBefore(before)) {
        taken.add(new Entry(next.getKey(), next.getValue()));
        all.remove();
      }
    }
    return taken;
  }

  /** These could not be written, and wait again. */
  public synchronized void giveBack(Collection<Entry> entries) {
    entries.forEach(entry -> add(entry.span(), entry.figures()));
  }

  /** Figures of so many pings, or entries, found no place until now. */
  public synchronized long dropped() {
    return dropped;
  }

  public synchronized int size() {
    return waiting.size();
  }
}

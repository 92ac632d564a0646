package io.podspan.probeservice.probe;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.measure.AbandonedException;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.PodPaths;
import io.podspan.probeservice.measure.Prober;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The use cases: a round, a probe on demand, and what is known. */
public final class Probing {
  private final Prober prober;
  private final Ledger ledger;
  private final Observer observer;
  private final Tally history;

  /**
   * @param history gets everything that is measured of joined pairs, also what is measured again
   */
  public Probing(Prober prober, Ledger ledger, Observer observer, Tally history) {
    this.prober = prober;
    this.ledger = ledger;
    this.observer = observer;
    this.history = history;
  }

  /**
   * Measures from one cluster to others and keeps what it finds. What was reachable and seems not
   * to be is measured again at once, and that counts: a pod that was just replaced or an API that
   * was slow for a moment is no event.
   *
   * @param wanted asked when measured: whether the pair is joined still
   * @return what is known now of those that are
   */
  public List<PairState> round(String from, Collection<String> tos, Predicate<ClusterPair> wanted) {
    List<PairState> known = new ArrayList<>();
    List<String> doubtful = new ArrayList<>();
    for (Measurement measurement : prober.next(from, tos, this::failed)) {
      if (wanted.test(measurement.clusters())) {
        history.add(measurement);
        if (isDoubtful(measurement)) {
          doubtful.add(measurement.clusters().to());
        } else {
          known.add(kept(measurement));
        }
      }
    }
    if (!doubtful.isEmpty()) {
      prober.measure(from, doubtful).stream()
          .filter(measurement -> wanted.test(measurement.clusters()))
          .forEach(
              measurement -> {
                history.add(measurement);
                known.add(kept(measurement));
              });
    }
    return List.copyOf(known);
  }

  /** What failed in the last round that was kept. */
  private Set<PodPaths> failed(ClusterPair clusters) {
    return ledger.find(clusters).stream()
        .flatMap(known -> known.last().failed().stream())
        .map(ping -> new PodPaths(ping.fromPod(), ping.toPod()))
        .collect(Collectors.toSet());
  }

  private boolean isDoubtful(Measurement measurement) {
    return Verdict.of(measurement).state() != Reachability.REACHABLE
        && ledger
            .find(measurement.clusters())
            .filter(before -> before.state() == Reachability.REACHABLE)
            .isPresent();
  }

  private PairState kept(Measurement measurement) {
    if (Thread.currentThread().isInterrupted()) {
      throw new AbandonedException();
    }
    PairState now = ledger.record(measurement).now();
    observer.measured(now);
    return now;
  }

  /** Measures one pair and keeps nothing: for pairs that are not joined. */
  public Measurement once(ClusterPair clusters) {
    return prober.measure(clusters.from(), List.of(clusters.to())).getFirst();
  }

  public void keep(Set<ClusterPair> joined) {
    ledger.keep(joined);
    prober.keep(joined);
    observer.keep(joined);
  }
}

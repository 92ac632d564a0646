package io.podspan.probeservice.probe;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.measure.AbandonedException;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.PodPaths;
import io.podspan.probeservice.measure.Prober;
import io.podspan.probeservice.verdict.Hysteresis;
import io.podspan.probeservice.verdict.NewFailures;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The use cases: a round, a probe on demand, and what is known. */
public final class Probing {
  private final Prober prober;
  private final Ledger ledger;
  private final Observer observer;
  private final Tally history;
  private final Explanations heard;

  /**
   * The last rounds of each pair since it came into its state, as far as this instance saw them.
   */
  private final Map<ClusterPair, Hysteresis> rounds = new ConcurrentHashMap<>();

  /**
   * @param history gets everything that is measured of joined pairs, also what is measured again
   * @param heard what was heard of late
   */
  public Probing(
      Prober prober, Ledger ledger, Observer observer, Tally history, Explanations heard) {
    this.prober = prober;
    this.ledger = ledger;
    this.observer = observer;
    this.history = history;
    this.heard = heard;
  }

  /**
   * Measures from one cluster to others and keeps what it finds. What seems to be in another state
   * than before is measured again at once, and that counts: a pod that was just replaced or an API
   * that was slow for a moment is no event. It is believed at once where two of the last three
   * rounds say so, or where something was heard that explains it.
   *
   * @param wanted asked when measured: whether the pair is joined still
   * @return what is known now of those that are
   */
  public List<PairState> round(String from, Collection<String> tos, Predicate<ClusterPair> wanted) {
    List<PairState> known = new ArrayList<>();
    Map<String, Set<PodPaths>> doubtful = new LinkedHashMap<>();
    for (Measurement measurement : prober.next(from, tos, this::failed)) {
      if (wanted.test(measurement.clusters())) {
        history.add(measurement);
        if (isDoubtful(measurement)) {
          doubtful.put(measurement.clusters().to(), silent(measurement));
        } else {
          known.add(kept(measurement));
        }
      }
    }
    if (!doubtful.isEmpty()) {
      prober.again(from, doubtful).stream()
          .filter(measurement -> wanted.test(measurement.clusters()))
          .forEach(
              measurement -> {
                history.add(measurement);
                seen(measurement.clusters(), Verdict.of(measurement).state());
                known.add(kept(measurement));
              });
    }
    return List.copyOf(known);
  }

  private static Set<PodPaths> silent(Measurement measurement) {
    return switch (measurement) {
      case Measurement.Impossible _ -> Set.of();
      case Measurement.Measured measured ->
          measured.pings().stream()
              .filter(ping -> !ping.answered())
              .map(ping -> PodPaths.of(ping.pods()))
              .collect(Collectors.toSet());
    };
  }

  /** Something happened to a node: the next round between its cluster and these looks at it. */
  public void touch(String cluster, String node, Collection<String> others) {
    prober.touch(cluster, node, others);
  }

  /** What failed in the last round that was kept. */
  private Set<PodPaths> failed(ClusterPair clusters) {
    return ledger.find(clusters).stream()
        .flatMap(known -> known.last().failed().stream())
        .map(ping -> new PodPaths(ping.fromPod(), ping.toPod()))
        .collect(Collectors.toSet());
  }

  /** What a round says is not believed yet; it is remembered. */
  private boolean isDoubtful(Measurement measurement) {
    Verdict now = Verdict.of(measurement);
    Hysteresis seen = seen(measurement.clusters(), now.state());
    return ledger
        .find(measurement.clusters())
        .filter(
            before ->
                now.state() == before.state()
                    ? NewFailures.in(now, before.last())
                    : !seen.changes(before.state())
                        && !heard.explain(measurement.clusters(), before.state(), now.state()))
        .isPresent();
  }

  private Hysteresis seen(ClusterPair clusters, Reachability state) {
    return rounds.merge(clusters, Hysteresis.NONE.and(state), (before, _) -> before.and(state));
  }

  private PairState kept(Measurement measurement) {
    if (Thread.currentThread().isInterrupted()) {
      throw new AbandonedException();
    }
    Outcome outcome = ledger.record(measurement);
    if (outcome instanceof Outcome.Changed) {
      rounds.remove(measurement.clusters());
    }
    observer.measured(outcome.now());
    return outcome.now();
  }

  /** Measures one pair and keeps nothing: for pairs that are not joined. */
  public Measurement once(ClusterPair clusters) {
    return prober.measure(clusters.from(), List.of(clusters.to())).getFirst();
  }

  public void keep(Set<ClusterPair> joined) {
    ledger.keep(joined);
    prober.keep(joined);
    rounds.keySet().retainAll(joined);
    observer.keep(joined);
  }
}

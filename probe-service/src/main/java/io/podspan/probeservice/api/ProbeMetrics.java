package io.podspan.probeservice.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.RoundTrip;
import io.podspan.probeservice.probe.Observer;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Figures of the pairs that this instance measured. */
@ApplicationScoped
public class ProbeMetrics implements Observer {
  private final MeterRegistry registry;
  private final MultiGauge roundTrips;
  private final MultiGauge losses;
  private final MultiGauge states;
  private final Map<ClusterPair, Verdict> last = new ConcurrentHashMap<>();

  @Inject
  public ProbeMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.roundTrips =
        MultiGauge.builder("podspan_probe_rtt_seconds")
            .description("Average round trip of the last round")
            .register(registry);
    this.losses =
        MultiGauge.builder("podspan_probe_loss_ratio")
            .description("Share of echo requests of the last round without a reply")
            .register(registry);
    this.states =
        MultiGauge.builder("podspan_probe_cluster_pairs")
            .description("Pairs of clusters by what the last round said")
            .register(registry);
  }

  @Override
  public void measured(PairState now) {
    last.put(now.clusters(), now.last());
    registry
        .timer("podspan_probe_round", "from", now.clusters().from())
        .record(Duration.ofMillis(now.tookMillis()));
    show();
  }

  @Override
  public void keep(Set<ClusterPair> pairs) {
    last.keySet().retainAll(pairs);
    show();
  }

  private synchronized void show() {
    List<MultiGauge.Row<?>> roundTripRows = new ArrayList<>();
    List<MultiGauge.Row<?>> lossRows = new ArrayList<>();
    last.forEach(
        (pair, verdict) -> {
          Tags tags = Tags.of("from", pair.from(), "to", pair.to());
          RoundTrip roundTrip = verdict.roundTrip();
          if (roundTrip != null) {
            roundTripRows.add(MultiGauge.Row.of(tags, roundTrip.averageMicros() / 1e6));
          }
          Double loss = PairView.loss(verdict);
          if (loss != null) {
            lossRows.add(MultiGauge.Row.of(tags, loss));
          }
        });
    roundTrips.register(roundTripRows, true);
    losses.register(lossRows, true);
    states.register(stateRows(), true);
  }

  private List<MultiGauge.Row<?>> stateRows() {
    return Arrays.stream(Reachability.values())
        .<MultiGauge.Row<?>>map(
            state ->
                MultiGauge.Row.of(
                    Tags.of("state", state.name()),
                    last.values().stream().filter(v -> v.state() == state).count()))
        .toList();
  }
}

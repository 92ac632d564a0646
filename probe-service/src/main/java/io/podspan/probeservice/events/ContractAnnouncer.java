package io.podspan.probeservice.events;

import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.probeservice.measure.RoundTrip;
import io.podspan.probeservice.probe.Announcer;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.servicekit.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From outcomes to events. The change goes first, because people wait for it. */
@ApplicationScoped
public class ContractAnnouncer implements Announcer {
  private final EventPublisher publisher;

  @Inject
  public ContractAnnouncer(EventPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void announce(Outcome outcome) {
    publisher.publish(events(outcome));
  }

  static List<ProbeEvent> events(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Same(PairState now) -> List.of(round(now));
      case Outcome.Changed(Reachability before, PairState now) ->
          List.of(change(before, now), round(now));
    };
  }

  private static ReachabilityChanged change(Reachability before, PairState now) {
    return ReachabilityChanged.because(
        now.last().cause(),
        now.clusters().from(),
        now.clusters().to(),
        before,
        now.state(),
        now.last().pairs(),
        now.last().reachable());
  }

  private static ProbeRound round(PairState now) {
    @Nullable RoundTrip roundTrip = now.last().roundTrip();
    return new ProbeRound(
        now.clusters().from(),
        now.clusters().to(),
        now.round(),
        now.last().pairs(),
        now.last().reachable(),
        roundTrip == null ? null : roundTrip.minMicros(),
        roundTrip == null ? null : roundTrip.averageMicros(),
        roundTrip == null ? null : roundTrip.maxMicros(),
        now.last().failed(),
        now.tookMillis(),
        now.last().nodes());
  }
}

package io.podspan.probeservice.events;

import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.probeservice.probe.Announcer;
import io.podspan.probeservice.probe.FailedPair;
import io.podspan.probeservice.probe.Outcome;
import io.podspan.probeservice.probe.PairState;
import io.podspan.probeservice.probe.Reachability;
import io.podspan.probeservice.probe.RoundTrip;
import io.podspan.servicekit.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From outcomes to events of the contract. The change goes first: it is what people wait for. */
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
    return new ReachabilityChanged(
        now.clusters().from(),
        now.clusters().to(),
        contract(before),
        contract(now.state()),
        now.last().pairs(),
        now.last().reachable(),
        now.last().why());
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
        now.last().failed().stream().map(ContractAnnouncer::contract).toList(),
        now.tookMillis());
  }

  private static FailedPing contract(FailedPair failed) {
    return new FailedPing(
        failed.fromPod(),
        failed.fromNode(),
        failed.toPod(),
        failed.toNode(),
        failed.toAddress(),
        failed.error());
  }

  private static ProbeEvent.Reachability contract(Reachability state) {
    return switch (state) {
      case UNKNOWN -> ProbeEvent.Reachability.UNKNOWN;
      case REACHABLE -> ProbeEvent.Reachability.REACHABLE;
      case PARTIAL -> ProbeEvent.Reachability.PARTIAL;
      case UNREACHABLE -> ProbeEvent.Reachability.UNREACHABLE;
    };
  }
}

package io.podspan.probeservice.events;

import static io.podspan.probeservice.probe.Samples.measured;
import static io.podspan.probeservice.probe.Samples.notMeasured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.probeservice.probe.Outcome;
import io.podspan.probeservice.probe.PairState;
import io.podspan.probeservice.probe.Reading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractAnnouncerTest {
  private static final Reading GOOD = measured((_, _) -> true);

  private static Outcome outcome(PairState before, Reading reading) {
    return Outcome.of(before, reading, Instant.EPOCH);
  }

  @Test
  void tellsTheChangeFirstAndThenTheRound() {
    assertThat(ContractAnnouncer.events(outcome(null, GOOD)))
        .containsExactly(
            new ReachabilityChanged(
                "paris",
                "tokyo",
                Reachability.UNKNOWN,
                Reachability.REACHABLE,
                16,
                16,
                "all 16 pairs of pods answer"),
            new ProbeRound("paris", "tokyo", 1, 16, 16, 100L, 200L, 300L, List.of(), 450));
  }

  @Test
  void tellsTheRoundOnlyWhereNothingChanged() {
    PairState before = outcome(null, GOOD).now();
    assertThat(ContractAnnouncer.events(outcome(before, GOOD)))
        .containsExactly(
            new ProbeRound("paris", "tokyo", 2, 16, 16, 100L, 200L, 300L, List.of(), 450));
  }

  @Test
  void tellsAtMostTwentyFailuresAndNoRoundTripWhereThereIsNone() {
    Reading bad = measured((_, _) -> false);
    assertThat(ContractAnnouncer.events(outcome(null, bad)).getLast())
        .isInstanceOfSatisfying(
            ProbeRound.class,
            round -> {
              assertThat(round.rttMinMicros()).isNull();
              assertThat(round.failed()).hasSize(16);
              assertThat(round.failed().getFirst().error()).isEqualTo("no reply");
            });
  }

  @Test
  void aRoundThatMeasuredNothingIsStillARound() {
    assertThat(ContractAnnouncer.events(outcome(null, notMeasured("no probe pods in tokyo"))))
        .containsExactly(
            new ProbeRound("paris", "tokyo", 1, 0, 0, null, null, null, List.of(), 450));
  }
}

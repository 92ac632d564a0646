package io.podspan.probeservice.events;

import static io.podspan.probeservice.verdict.Samples.impossible;
import static io.podspan.probeservice.verdict.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeReach;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.reason.NotMeasured.ExecForbidden;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContractAnnouncerTest {
  private static final Measurement GOOD = measured((_, _) -> true);

  private static Outcome outcome(PairState before, Measurement measurement) {
    return Outcome.of(before, measurement, Instant.EPOCH);
  }

  @Test
  void tellsTheChangeFirstAndThenTheRound() {
    assertThat(ContractAnnouncer.events(outcome(null, GOOD)))
        .containsExactly(
            ReachabilityChanged.because(
                new AllAnswer(16),
                "paris",
                "tokyo",
                Reachability.UNKNOWN,
                Reachability.REACHABLE,
                16,
                16),
            goodRound(1));
  }

  @Test
  void tellsTheRoundOnlyWhereNothingChanged() {
    PairState before = outcome(null, GOOD).now();
    assertThat(ContractAnnouncer.events(outcome(before, GOOD))).containsExactly(goodRound(2));
  }

  private static ProbeRound goodRound(int round) {
    List<NodeReach> nodes =
        Stream.of("paris-n1", "paris-n2")
            .flatMap(
                from -> Stream.of("tokyo-n1", "tokyo-n2").map(to -> new NodeReach(from, to, 4, 4)))
            .toList();
    return new ProbeRound("paris", "tokyo", round, 16, 16, 100L, 200L, 300L, List.of(), 450, nodes);
  }

  @Test
  void tellsAtMostTwentyFailuresAndNoRoundTripWhereThereIsNone() {
    Measurement bad = measured((_, _) -> false);
    assertThat(ContractAnnouncer.events(outcome(null, bad)).getLast())
        .isInstanceOfSatisfying(
            ProbeRound.class,
            round -> {
              assertThat(round.rttMinMicros()).isNull();
              assertThat(round.failed()).hasSize(16);
              assertThat(round.failed().getFirst().cause()).isEqualTo(new NoReply(3));
            });
  }

  @Test
  void aFirstRoundThatMeasuredNothingSaysWhyAndIsStillARound() {
    ExecForbidden cause = new ExecForbidden("paris", "default/web-0", "web");
    assertThat(ContractAnnouncer.events(outcome(null, impossible(cause))))
        .containsExactly(
            ReachabilityChanged.because(
                cause, "paris", "tokyo", Reachability.UNKNOWN, Reachability.UNKNOWN, 0, 0),
            new ProbeRound("paris", "tokyo", 1, 0, 0, null, null, null, List.of(), 450));
  }
}

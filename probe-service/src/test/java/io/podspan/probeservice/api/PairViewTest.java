package io.podspan.probeservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PairViewTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final PairState KNOWN =
      new PairState(
          new ClusterPair("paris", "tokyo"),
          THEN,
          7,
          THEN,
          100,
          Verdict.unmeasured(Reachability.REACHABLE, new AllAnswer(16)));

  @Test
  void aRoundHoldsForSomeTime() {
    assertThat(PairView.of(KNOWN, THEN.plus(FRESH), FRESH).state())
        .isEqualTo(Reachability.REACHABLE);
  }

  @Test
  void afterThatNothingIsKnownAndWhatWasSaysItsAge() {
    PairView expired = PairView.of(KNOWN, THEN.plusSeconds(121), FRESH);
    assertThat(expired.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(expired.why()).isEqualTo("not measured for 121 s; the last round said REACHABLE");
    assertThat(expired.nextStep()).isNotEmpty();
    assertThat(expired.measuredAt()).isEqualTo(THEN);
    assertThat(expired.expiresAt()).isEqualTo(THEN.plus(FRESH));
  }
}

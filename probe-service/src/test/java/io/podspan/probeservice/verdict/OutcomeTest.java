package io.podspan.probeservice.verdict;

import static io.podspan.probeservice.verdict.Samples.impossible;
import static io.podspan.probeservice.verdict.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.NotMeasured.ExecTimedOut;
import io.podspan.events.reason.NotMeasured.LoginRefused;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.verdict.Outcome.Changed;
import io.podspan.probeservice.verdict.Outcome.Same;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Instant FIRST = Instant.parse("2026-11-23T17:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(15);
  private static final Measurement GOOD = measured((_, _) -> true);
  private static final Measurement NO_PODS = impossible(new NoProbePods("tokyo", 0));
  private static final Measurement BAD = measured((_, _) -> false);

  private static PairState before(Measurement measurement) {
    return Outcome.of(null, measurement, FIRST).now();
  }

  @Test
  void theFirstMeasurementChangesUnknown() {
    assertThat(Outcome.of(null, GOOD, FIRST))
        .isInstanceOfSatisfying(
            Changed.class,
            changed -> {
              assertThat(changed.before()).isEqualTo(Reachability.UNKNOWN);
              assertThat(changed.now().state()).isEqualTo(Reachability.REACHABLE);
              assertThat(changed.now().round()).isEqualTo(1);
              assertThat(changed.now().since()).isEqualTo(FIRST);
            });
  }

  @Test
  void theFirstRoundIsAnnouncedEvenWhenNothingCouldBeMeasured() {
    assertThat(Outcome.of(null, NO_PODS, FIRST))
        .isInstanceOfSatisfying(
            Changed.class,
            changed -> {
              assertThat(changed.before()).isEqualTo(Reachability.UNKNOWN);
              assertThat(changed.now().state()).isEqualTo(Reachability.UNKNOWN);
            });
  }

  @Test
  void theSameReasonNotToKnowIsAnnouncedOnceAnotherOneAgain() {
    PairState unknown = before(NO_PODS);
    assertThat(Outcome.of(unknown, NO_PODS, LATER)).isInstanceOf(Same.class);
    Outcome other = Outcome.of(unknown, impossible(new LoginRefused("tokyo")), LATER);
    assertThat(other).isInstanceOf(Changed.class);
    assertThat(other.now().since()).isEqualTo(FIRST);
  }

  @Test
  void theSameStateIsNoChangeAndKeepsItsTime() {
    Outcome outcome = Outcome.of(before(GOOD), GOOD, LATER);
    assertThat(outcome).isInstanceOf(Same.class);
    assertThat(outcome.now().since()).isEqualTo(FIRST);
    assertThat(outcome.now().measuredAt()).isEqualTo(LATER);
    assertThat(outcome.now().round()).isEqualTo(2);
  }

  @Test
  void anotherStateIsAChangeFromTheOneBefore() {
    assertThat(Outcome.of(before(GOOD), BAD, LATER))
        .isInstanceOfSatisfying(
            Changed.class,
            changed -> {
              assertThat(changed.before()).isEqualTo(Reachability.REACHABLE);
              assertThat(changed.now().since()).isEqualTo(LATER);
            });
  }

  @Test
  void moreFailuresOfThePartialStateAreNoChange() {
    Measurement one = measured((_, to) -> !to.path().endsWith("n1-p1"));
    Measurement two = measured((_, to) -> !to.path().endsWith("p1"));
    Outcome outcome = Outcome.of(before(one), two, LATER);
    assertThat(outcome).isInstanceOf(Same.class);
    assertThat(outcome.now().last().reachable()).isEqualTo(8);
  }

  @Test
  void howLongAPodKeptWaitingIsNoOtherReason() {
    PairState unknown = before(measured((_, _) -> true, keptWaiting(4_600)));
    assertThat(unknown.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(Outcome.of(unknown, measured((_, _) -> true, keptWaiting(5_100)), LATER))
        .isInstanceOf(Same.class);
  }

  private static Map<ProbePod, NotMeasured> keptWaiting(long millis) {
    return Map.of(
        Samples.PARIS.getFirst(), new ExecTimedOut("paris", "default/paris-n1-p1", millis));
  }
}

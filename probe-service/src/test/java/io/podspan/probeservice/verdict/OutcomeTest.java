package io.podspan.probeservice.probe;

import static io.podspan.probeservice.probe.Samples.measured;
import static io.podspan.probeservice.probe.Samples.notMeasured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.probeservice.probe.Outcome.Changed;
import io.podspan.probeservice.probe.Outcome.Same;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final Instant FIRST = Instant.parse("2026-11-23T17:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(15);
  private static final Reading GOOD = measured((_, _) -> true);
  private static final Reading BAD = measured((_, _) -> false);

  private static PairState before(Reading reading) {
    return Outcome.of(null, reading, FIRST).now();
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
  void notToKnowAtFirstIsNoChange() {
    assertThat(Outcome.of(null, notMeasured("no probe pods in tokyo"), FIRST))
        .isInstanceOf(Same.class);
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
    Reading one = measured((_, to) -> !to.path().endsWith("n1-p1"));
    Reading two = measured((_, to) -> !to.path().endsWith("p1"));
    Outcome outcome = Outcome.of(before(one), two, LATER);
    assertThat(outcome).isInstanceOf(Same.class);
    assertThat(outcome.now().last().reachable()).isEqualTo(8);
  }
}

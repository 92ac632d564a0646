package io.podspan.cli.demo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubernetesOutcomeTest {
  private static final Figure GOOD = Figure.good("0 of 100 pings lost");
  private static final Figure BAD = Figure.bad("3 of 100 pings lost", "an outage of 60 ms");

  @Test
  void itIsCompleteWhenAllPairsAnswerAndEveryFigureHolds() {
    assertThat(outcome(8, 8, GOOD, GOOD).complete()).isTrue();
  }

  @Test
  void itIsNotWhenAFigureIsWrong() {
    assertThat(outcome(8, 8, GOOD, BAD).complete()).isFalse();
  }

  @Test
  void itIsNotWhenAPairDoesNotAnswer() {
    assertThat(outcome(7, 8, GOOD).complete()).isFalse();
  }

  @Test
  void itIsNotWhenThereAreNoPairsOrNoFigures() {
    assertThat(outcome(0, 0, GOOD).complete()).isFalse();
    assertThat(outcome(8, 8).complete()).isFalse();
  }

  @Test
  void theReportNamesEachFigureAndEndsWithTheSummary() {
    assertThat(outcome(8, 8, GOOD, BAD).report())
        .isEqualTo(
            """
            ok    0 of 100 pings lost
            WRONG 3 of 100 pings lost
            8 of 8 pod pairs reachable, 60.0 s after the command, 20.5 s after the declaration""");
  }

  private static KubernetesOutcome outcome(long reachable, long pairs, Figure... figures) {
    return new KubernetesOutcome(
        reachable, pairs, Duration.ofSeconds(60), Duration.ofMillis(20_500), List.of(figures), "");
  }
}

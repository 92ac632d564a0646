package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.journal.Freshness.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessGaugeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final FreshnessGauge gauge = new FreshnessGauge(() -> now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void isUnknownBeforeTheFirstReport() {
    assertThat(gauge.now()).isEqualTo(new Freshness(State.UNKNOWN, 0, START));
  }

  @Test
  void isCurrentSinceTheFirstReportThatNothingIsLeft() {
    gauge.report(0);
    pass(Duration.ofSeconds(1));
    gauge.report(0);
    assertThat(gauge.now()).isEqualTo(new Freshness(State.CURRENT, 0, START));
  }

  @Test
  void isCurrentWhileRecordsAreOnTheirWay() {
    gauge.report(3);
    pass(Duration.ofSeconds(1));
    gauge.report(2);
    assertThat(gauge.now().state()).isEqualTo(State.CURRENT);
  }

  @Test
  void isBehindWhenRecordsAreLeftForLong() {
    gauge.report(700);
    pass(FreshnessGauge.GRACE);
    gauge.report(600);
    assertThat(gauge.now()).isEqualTo(new Freshness(State.BEHIND, 600, START));
    pass(Duration.ofSeconds(1));
    gauge.report(0);
    assertThat(gauge.now()).isEqualTo(new Freshness(State.CURRENT, 0, START.plusSeconds(3)));
  }

  @Test
  void isUnknownAgainWhenReportsStop() {
    gauge.report(0);
    pass(FreshnessGauge.SILENCE);
    assertThat(gauge.now()).isEqualTo(new Freshness(State.UNKNOWN, 0, START));
    gauge.report(0);
    assertThat(gauge.now().state()).isEqualTo(State.CURRENT);
  }
}

package io.podspan.peeringservice.peering.drift;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealingLimitTest {
  private static Instant ago(int minutes) {
    return NOON.minus(Duration.ofMinutes(minutes));
  }

  @Test
  void afterAnHourOneDoesNotCountAnyMore() {
    assertThat(HealingLimit.counting(List.of(ago(10), ago(60), ago(59), ago(61)), NOON))
        .containsExactly(ago(59), ago(10));
  }

  @Test
  void asManyAreAllowedAsItSays() {
    HealingLimit limit = new HealingLimit(2);
    assertThat(limit.allows(List.of())).isTrue();
    assertThat(limit.allows(List.of(ago(10)))).isTrue();
    assertThat(limit.allows(List.of(ago(10), ago(5)))).isFalse();
    assertThat(new HealingLimit(0).allows(List.of())).isFalse();
  }

  @Test
  void whereThereWereMoreThanItSaysNowItWaitsForAllThatAreTooMany() {
    assertThat(new HealingLimit(1).reached(List.of(ago(30), ago(20), ago(10))))
        .isEqualTo(
            "It is not written again before 2026-11-23T12:50:00Z: the cluster was healed 3 times"
                + " within an hour.");
  }

  @Test
  void aLimitBelowZeroIsRefused() {
    assertThatThrownBy(() -> new HealingLimit(-1))
        .hasMessage("podspan.drift.heals-per-hour is -1, must be 0 or more");
  }
}

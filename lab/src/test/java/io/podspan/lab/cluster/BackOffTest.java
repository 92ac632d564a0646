package io.podspan.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = BackOff.from(Duration.ofSeconds(10));

  @Test
  void doublesWithEveryCrashUpToFiveMinutes() {
    assertThat(backOff.before(1)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backOff.before(2)).isEqualTo(Duration.ofSeconds(20));
    assertThat(backOff.before(6)).isEqualTo(Duration.ofMinutes(5));
    assertThat(backOff.before(1000)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void forgetsCrashesOfAContainerThatRanForTenMinutes() {
    assertThat(backOff.forgives(Duration.ofMinutes(9))).isFalse();
    assertThat(backOff.forgives(Duration.ofMinutes(10))).isTrue();
  }
}

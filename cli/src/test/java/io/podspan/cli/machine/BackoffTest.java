package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesWithEachDeathUpToHalfAMinute() {
    assertThat(Backoff.USUAL.after(1)).hasSeconds(1);
    assertThat(Backoff.USUAL.after(2)).hasSeconds(2);
    assertThat(Backoff.USUAL.after(5)).hasSeconds(16);
    assertThat(Backoff.USUAL.after(6)).hasSeconds(30);
    assertThat(Backoff.USUAL.after(1000)).hasSeconds(30);
  }

  @Test
  void forgetsTheDeathsOfWhatRanForAMinute() {
    assertThat(Backoff.USUAL.forgets(Duration.ofSeconds(59))).isFalse();
    assertThat(Backoff.USUAL.forgets(Duration.ofSeconds(60))).isTrue();
  }
}

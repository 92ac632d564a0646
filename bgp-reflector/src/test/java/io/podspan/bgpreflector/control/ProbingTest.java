package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProbingTest {
  @Test
  void healthSaysThatNobodyWatchesWhetherPeersAnswer() {
    assertThat(new Probing(false, Instant.EPOCH).waiting())
        .hasValueSatisfying(
            waiting -> assertThat(waiting.what()).contains("told only when its hold time is over"));
    assertThat(new Probing(true, Instant.EPOCH).waiting()).isEmpty();
  }
}

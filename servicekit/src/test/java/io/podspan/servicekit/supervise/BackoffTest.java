package io.podspan.servicekit.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));

  @Test
  void doublesUpToItsLimit() {
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(n -> backoff.after(n).toMillis()))
        .containsExactly(250L, 500L, 1_000L, 2_000L, 2_000L, 2_000L);
  }

  @Test
  void staysAtItsLimitHoweverOftenItFails() {
    assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void refusesToPauseNotAtAll() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

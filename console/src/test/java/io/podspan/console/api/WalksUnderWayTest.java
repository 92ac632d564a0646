package io.podspan.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.servicekit.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WalksUnderWayTest {
  @Test
  void oneTooManyWaitsAndIsSentAway() {
    WalksUnderWay walks = new WalksUnderWay(1, Duration.ofMillis(10));
    assertThatThrownBy(() -> walks.in(() -> walks.in(() -> "in")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    assertThat(walks.in(() -> "in")).isEqualTo("in");
  }
}

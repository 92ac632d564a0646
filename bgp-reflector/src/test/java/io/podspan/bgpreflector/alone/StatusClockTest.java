package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusClockTest {
  private long now = 1_000_000_000_000L;

  @Test
  void statusIsDueAsOftenAsAskedFor() {
    StatusClock never = new StatusClock(Duration.ZERO, () -> now);
    StatusClock often = new StatusClock(Duration.ofSeconds(2), () -> now);
    now += 1_999_999_999;
    assertThat(often.isDue()).isFalse();
    now += 1;
    assertThat(often.isDue()).isTrue();
    assertThat(often.isDue()).isFalse();
    assertThat(never.isDue()).isFalse();
  }
}

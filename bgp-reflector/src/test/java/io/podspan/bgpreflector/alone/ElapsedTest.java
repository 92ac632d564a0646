package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElapsedTest {
  @Test
  void timesAreToldByTheirTwoLargestUnits() {
    assertThat(Elapsed.text(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Elapsed.text(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Elapsed.text(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Elapsed.text(Duration.ofHours(50))).isEqualTo("2 d 2 h");
  }
}

package io.podspan.routecollector.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @ParameterizedTest(name = "complete {0}, {1} ms after a hint: {2} ms")
  @CsvSource({
    "true,  3600000, 10000",
    "false, 3600000, 2000",
    "true,  0,       1000",
    "false, 0,       400",
    "false, 4999,    400",
    "false, 5000,    2000",
    "true,  5000,    10000"
  })
  void looksOftenWhileSomethingIsAboutToChange(boolean complete, long sinceHint, long pause) {
    Pace pace = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(2));
    assertThat(pace.pause(complete, Duration.ofMillis(sinceHint)))
        .isEqualTo(Duration.ofMillis(pause));
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void neverSlowerThanConfigured(boolean complete) {
    Duration quick = Duration.ofMillis(100);
    assertThat(new Pace(quick, quick).pause(complete, Duration.ZERO)).isEqualTo(quick);
  }
}

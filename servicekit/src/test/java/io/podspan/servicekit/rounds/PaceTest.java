package io.podspan.servicekit.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final Duration STEADY = Duration.ofSeconds(10);
  private static final Duration CONVERGING = Duration.ofSeconds(2);

  private long nanos;

  private void pass(long millis) {
    nanos += Duration.ofMillis(millis).toNanos();
  }

  @ParameterizedTest(name = "settled {0}, {1} ms after a hint: {2} ms")
  @CsvSource({
    "true,  0,    1000",
    "true,  4999, 1000",
    "true,  5000, 10000",
    "false, 0,    400",
    "false, 4999, 400",
    "false, 5000, 2000"
  })
  void hurriesForAMomentAfterAHint(boolean settled, long sinceHint, long pause) {
    Pace<String> pace = new Pace<>(STEADY, CONVERGING, () -> nanos);
    pace.hint("paris");
    pass(sinceHint);
    assertThat(pace.pause("paris", settled)).isEqualTo(Duration.ofMillis(pause));
  }

  @Test
  void aHintIsForItsSubjectOnly() {
    Pace<String> pace = new Pace<>(STEADY, CONVERGING, () -> nanos);
    pace.hint("paris");
    assertThat(pace.pause("tokyo", true)).isEqualTo(STEADY);
    assertThat(pace.pause("tokyo", false)).isEqualTo(CONVERGING);
  }

  @Test
  void isNeverSlowerThanConfigured() {
    Duration quick = Duration.ofMillis(100);
    Pace<String> pace = new Pace<>(quick, quick, () -> nanos);
    pace.hint("paris");
    assertThat(pace.pause("paris", true)).isEqualTo(quick);
    assertThat(pace.pause("paris", false)).isEqualTo(quick);
  }
}

package io.podspan.probeservice.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:20:30Z");
  private static final Retention USUAL =
      retention(Duration.ofHours(6), Duration.ofDays(30), Duration.ofDays(400));

  private static Retention retention(Duration minutes, Duration hours, Duration days) {
    return new Retention(Map.of(Step.MINUTE, minutes, Step.HOUR, hours, Step.DAY, days));
  }

  private static Step best(Retention retention, Duration ago, Duration time) {
    Instant begin = NOW.minus(ago);
    return retention.best(begin, begin.plus(time), NOW);
  }

  @Test
  void whatIsKeptIsShownByHowMuchTimeItIs() {
    assertThat(best(USUAL, Duration.ofHours(6), Duration.ofHours(6))).isEqualTo(Step.MINUTE);
    assertThat(best(USUAL, Duration.ofDays(7), Duration.ofDays(7))).isEqualTo(Step.HOUR);
    assertThat(best(USUAL, Duration.ofDays(20), Duration.ofDays(20))).isEqualTo(Step.DAY);
  }

  @Test
  void ofWhatIsKeptNoMoreLongerRowsAreShown() {
    Duration hour = Duration.ofHours(1);
    assertThat(best(USUAL, Duration.ofDays(1), hour)).isEqualTo(Step.HOUR);
    assertThat(best(USUAL, Duration.ofDays(31), Duration.ofDays(2))).isEqualTo(Step.DAY);
    Retention anHour = retention(hour, Duration.ofDays(30), Duration.ofDays(400));
    assertThat(best(anHour, Duration.ofHours(6), Duration.ofHours(6))).isEqualTo(Step.HOUR);
  }

  @Test
  void whereOnlyShorterRowsAreKeptThoseAreShown() {
    Retention fewDays = retention(Duration.ofHours(6), Duration.ofDays(30), Duration.ofDays(7));
    assertThat(best(fewDays, Duration.ofDays(20), Duration.ofDays(10))).isEqualTo(Step.HOUR);
    assertThat(best(fewDays, Duration.ofDays(90), Duration.ofDays(10))).isEqualTo(Step.HOUR);
    assertThat(best(USUAL, Duration.ofDays(900), Duration.ofHours(1))).isEqualTo(Step.DAY);
  }

  @Test
  void saysWhatIsLackingAndNotThatOfARowThatIsCut() {
    Instant since = NOW.minus(Duration.ofHours(6));
    assertThat(USUAL.lacking(Step.MINUTE, Step.MINUTE.begin(since), NOW)).isEmpty();
    assertThat(USUAL.lacking(Step.MINUTE, since.minusSeconds(61), NOW)).contains(since);
  }

  @Test
  void namesAreKeptForAsLongAsAnyRow() {
    assertThat(USUAL.sinceAny(NOW)).isEqualTo(NOW.minus(Duration.ofDays(400)));
  }

  @Test
  void oneThatDeletesWhatWasJustWrittenIsRefused() {
    assertThatThrownBy(
            () -> retention(Duration.ofHours(6), Duration.ofMinutes(60), Duration.ofDays(400)))
        .hasMessageContaining("podspan.probe.history.hours");
  }
}

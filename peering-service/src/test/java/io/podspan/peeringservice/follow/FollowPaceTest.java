package io.podspan.peeringservice.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowPaceTest {
  private static final FollowPace PACE =
      new FollowPace(Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(5));

  private static Duration wait(boolean heard, boolean complete, long sinceMillis, long owedMillis) {
    return PACE.beforeReading(heard, complete, sinceMillis * 1_000_000, owedMillis * 1_000_000);
  }

  private static long owedMillis(long before, long sinceMillis, long tookMillis) {
    return FollowPace.owed(before * 1_000_000, sinceMillis * 1_000_000, tookMillis * 1_000_000)
        / 1_000_000;
  }

  @Test
  void whatIsHeardIsReadAtOnce() {
    assertThat(wait(true, true, 200, 200)).isZero();
  }

  @Test
  void whatIsHeardJustAfterASlowReadingThatFollowedAQuietTimeIsReadAtOnce() {
    long owed = owedMillis(0, 30_000, 1_200);

    assertThat(wait(true, true, 0, owed)).isZero();
  }

  @Test
  void slowReadingsInARowAreFollowedByALongerPause() {
    long owed = owedMillis(owedMillis(0, 30_000, 1_200), 1_200, 1_200);

    assertThat(owed).isEqualTo(8_400);
    assertThat(wait(true, true, 200, owed)).hasMillis(3_200);
  }

  @Test
  void aQuietTimePaysWhatIsOwed() {
    assertThat(owedMillis(8_400, 20_000, 50)).isEqualTo(200);
  }

  @Test
  void withoutABellItIsReadAfterAWhileAndSoonerWhenSomethingIsNotWatched() {
    assertThat(wait(false, true, 1_000, 50)).hasSeconds(29);
    assertThat(wait(false, false, 1_000, 50)).hasSeconds(4);
    assertThat(wait(false, true, 30_000, 50)).isZero();
  }
}

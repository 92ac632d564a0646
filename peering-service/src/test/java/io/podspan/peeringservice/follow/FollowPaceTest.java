package io.podspan.peeringservice.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowPaceTest {
  private static final FollowPace PACE =
      new FollowPace(Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofSeconds(5));

  private static Duration wait(boolean heard, boolean complete, long sinceMillis, long tookMillis) {
    return PACE.beforeReading(heard, complete, sinceMillis * 1_000_000, tookMillis * 1_000_000);
  }

  @Test
  void whatIsHeardIsReadAtOnce() {
    assertThat(wait(true, true, 200, 50)).isZero();
  }

  @Test
  void aReadingThatTakesLongIsFollowedByALongerPause() {
    assertThat(wait(true, true, 200, 500)).hasMillis(1_800);
  }

  @Test
  void withoutABellItIsReadAfterAWhileAndSoonerWhenSomethingIsNotWatched() {
    assertThat(wait(false, true, 1_000, 50)).hasSeconds(29);
    assertThat(wait(false, false, 1_000, 50)).hasSeconds(4);
    assertThat(wait(false, true, 30_000, 50)).isZero();
  }
}

package io.podspan.routecollector.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.feed.FeedEnd.Why;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackoffTest {
  private static final FeedEnd BROKEN = new FeedEnd(Why.API_AWAY, "it is away");
  private static final Duration SHORT = Duration.ofSeconds(3);

  private static List<Long> seconds(Backoff backoff, FeedEnd end, int times) {
    return IntStream.range(0, times).mapToObj(_ -> backoff.after(end, SHORT).toSeconds()).toList();
  }

  @Test
  void growsFromOneSecondToThirty() {
    assertThat(seconds(new Backoff(() -> 0), BROKEN, 7))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void byChanceUpToHalfIsLeftOut() {
    assertThat(new Backoff(() -> 1).after(BROKEN, SHORT)).isEqualTo(Duration.ofMillis(500));
    assertThat(new Backoff(() -> 0.5).after(BROKEN, SHORT)).isEqualTo(Duration.ofMillis(750));
  }

  @Test
  void beginsAgainAfterAStreamThatHeld() {
    Backoff backoff = new Backoff(() -> 0);
    seconds(backoff, BROKEN, 5);
    assertThat(backoff.after(BROKEN, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"FORBIDDEN", "NO_TOOL", "NOT_OFFERED", "NO_PLACE"})
  void isLongWhereSomebodyHasToChangeSomethingFirst(Why why) {
    assertThat(seconds(new Backoff(() -> 0), new FeedEnd(why, ""), 2)).containsExactly(120L, 120L);
  }
}

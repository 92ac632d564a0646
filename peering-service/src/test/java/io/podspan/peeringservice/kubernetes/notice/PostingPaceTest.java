package io.podspan.peeringservice.kubernetes.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostingPaceTest {
  private long now = Duration.ofDays(1).toNanos();
  private final PostingPace pace = new PostingPace(() -> now);

  private long taken(String cluster, int tries) {
    return IntStream.range(0, tries).filter(_ -> pace.takes(cluster)).count();
  }

  @Test
  void aClusterGetsABurstAndThenOneEveryTwoSeconds() {
    assertThat(taken("paris", 200)).isEqualTo(PostingPace.BURST);
    assertThat(taken("tokyo", 1)).as("another cluster").isEqualTo(1);
    now += Duration.ofSeconds(10).toNanos();
    assertThat(taken("paris", 200)).isEqualTo(5);
    now += Duration.ofHours(1).toNanos();
    assertThat(taken("paris", 200)).isEqualTo(PostingPace.BURST);
  }

  @Test
  void oneThatRefusesIsLeftAloneForAWhile() {
    pace.leaveAlone("paris", Duration.ofMinutes(10));
    assertThat(taken("paris", 1)).isZero();
    assertThat(taken("tokyo", 1)).isEqualTo(1);
    now += Duration.ofMinutes(10).toNanos();
    assertThat(taken("paris", 1)).isEqualTo(1);
  }
}

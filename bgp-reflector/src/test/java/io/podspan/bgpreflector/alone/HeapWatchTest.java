package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapWatchTest {
  private static final long MEGABYTE = 1 << 20;

  private long nanos;
  private long used;
  private long alive;
  private int collections;
  private final HeapWatch watch = new HeapWatch(() -> used, () -> nanos, this::collect);

  private void collect() {
    collections++;
    used = alive;
  }

  @Test
  void aSmallHeapIsLeftToItself() {
    used = 48 * MEGABYTE;
    aMinutePasses();
    assertThat(collections).isZero();
  }

  @Test
  void whatHasDoubledIsCollected() {
    alive = 20 * MEGABYTE;
    used = 60 * MEGABYTE;
    aMinutePasses();
    assertThat(collections).isEqualTo(1);

    used = (2 * 20 + 48) * MEGABYTE;
    aMinutePasses();
    assertThat(collections).isEqualTo(1);

    used += 1;
    aMinutePasses();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void aTableThatIsAliveIsNotCollectedAgainAndAgain() {
    alive = 300 * MEGABYTE;
    used = 300 * MEGABYTE;
    for (int minute = 0; minute < 10; minute++) {
      aMinutePasses();
    }
    assertThat(collections).isEqualTo(1);
  }

  @Test
  void aTableThatIsComingInIsNotHeldUp() {
    used = 400 * MEGABYTE;
    for (int second = 1; second < 60; second++) {
      nanos += TimeUnit.SECONDS.toNanos(1);
      watch.look();
    }
    assertThat(collections).isZero();
    nanos += TimeUnit.SECONDS.toNanos(1);
    watch.look();
    assertThat(collections).isEqualTo(1);
  }

  private void aMinutePasses() {
    nanos += TimeUnit.MINUTES.toNanos(1);
    watch.look();
  }
}

package io.podspan.servicekit.rounds;

import static io.podspan.testkit.Patience.await;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void doesARoundOfEachSubjectAtOnce() throws InterruptedException {
    try (Rounds<String> rounds = new Rounds<>("test", s -> done.add(s) ? LONG : LONG)) {
      rounds.keep(Set.of("paris", "tokyo"));
      assertThat(List.of(done.take(), done.take())).containsExactlyInAnyOrder("paris", "tokyo");
    }
  }

  @Test
  void pausesAsLongAsTheRoundSaid() throws InterruptedException {
    try (Rounds<String> rounds =
        new Rounds<>("test", s -> done.add(s) ? Duration.ofMillis(1) : LONG)) {
      rounds.keep(Set.of("paris"));
      for (int i = 0; i < 3; i++) {
        assertThat(done.poll(10, SECONDS)).isEqualTo("paris");
      }
    }
  }

  @Test
  void aTriggerEndsThePause() throws InterruptedException {
    try (Rounds<String> rounds = new Rounds<>("test", s -> done.add(s) ? LONG : LONG)) {
      rounds.keep(Set.of("paris"));
      done.take();
      rounds.trigger("paris");
      assertThat(done.poll(10, SECONDS)).isEqualTo("paris");
      rounds.trigger("nobody");
      assertThat(done).isEmpty();
    }
  }

  @Test
  void aTriggerDuringARoundLeadsToOneMore() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    try (Rounds<String> rounds =
        new Rounds<>(
            "test",
            s -> {
              done.add(s);
              if (count.incrementAndGet() == 1) {
                awaitQuietly(go);
              }
              return LONG;
            })) {
      rounds.keep(Set.of("paris"));
      done.take();
      rounds.trigger("paris");
      rounds.trigger("paris");
      go.countDown();
      assertThat(done.poll(10, SECONDS)).isEqualTo("paris");
      await().during(Duration.ofMillis(100)).until(() -> count.get() == 2);
    }
  }

  @Test
  void aRoundThatThrowsIsNotTheLast() throws InterruptedException {
    try (Rounds<String> rounds =
        new Rounds<>(
            "test",
            s -> {
              done.add(s);
              throw new IllegalStateException("on purpose");
            })) {
      rounds.keep(Set.of("paris"));
      done.take();
      rounds.trigger("paris");
      assertThat(done.poll(10, SECONDS)).isEqualTo("paris");
    }
  }

  @Test
  void subjectsThatAreNotKeptHaveNoRoundsAnyMore() throws InterruptedException {
    List<String> names = new CopyOnWriteArrayList<>();
    try (Rounds<String> rounds =
        new Rounds<>(
            "test",
            s -> {
              names.add(s);
              done.add(s);
              return LONG;
            })) {
      rounds.keep(Set.of("paris"));
      done.take();
      rounds.keep(Set.of("tokyo"));
      assertThat(done.take()).isEqualTo("tokyo");
      rounds.trigger("paris");
      rounds.trigger("tokyo");
      assertThat(done.take()).isEqualTo("tokyo");
      assertThat(names).containsExactly("paris", "tokyo", "tokyo");
    }
  }

  @Test
  void nothingBeginsAfterClose() {
    Rounds<String> rounds = new Rounds<>("test", s -> done.add(s) ? LONG : LONG);
    rounds.close();
    rounds.keep(Set.of("paris"));
    assertThat(done).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

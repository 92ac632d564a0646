package io.podspan.peeringservice.store;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SharedReadingTest {
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

  /** Asks on a thread of its own, and returns once it waits for the answer. */
  private static FutureTask<String> ask(SharedReading<String, String> reading, String question) {
    var asking = new FutureTask<>(() -> reading.ask(question));
    Thread thread = Thread.ofPlatform().start(asking);
    await().until(() -> asking.isDone() || thread.getState() == Thread.State.WAITING);
    return asking;
  }

  private SharedReading<String, String> reading(Function<List<String>, String> reader) {
    return new SharedReading<>(reader, tasks::add, Duration.ZERO, () -> 0);
  }

  @Test
  void oneReadingAnswersAllWhoAskedBeforeItBegan() throws Exception {
    SharedReading<String, String> reading = reading(questions -> "to " + questions);
    FutureTask<String> first = ask(reading, "a");
    FutureTask<String> second = ask(reading, "b");
    tasks.take().run();
    assertThat(first.get()).isEqualTo("to [a, b]");
    assertThat(second.get()).isEqualTo("to [a, b]");
    assertThat(tasks).isEmpty();
  }

  /** What was read before the question may be older than what the asker knows. */
  @Test
  void whoAsksWhileAReadingIsUnderWayGetsTheNextOne() throws Exception {
    var late = new LinkedBlockingQueue<FutureTask<String>>();
    var self = new LinkedBlockingQueue<SharedReading<String, String>>();
    SharedReading<String, String> reading =
        reading(
            questions -> {
              if (questions.contains("a")) {
                late.add(ask(self.remove(), "b"));
              }
              return "to " + questions;
            });
    self.add(reading);
    FutureTask<String> first = ask(reading, "a");
    tasks.take().run();
    assertThat(first.get()).isEqualTo("to [a]");
    FutureTask<String> second = late.remove();
    assertThat(second.isDone()).isFalse();
    tasks.take().run();
    assertThat(second.get()).isEqualTo("to [b]");
  }

  @Test
  void aReadingThatFailsFailsThoseWhoAskedAndNoOther() {
    SharedReading<String, String> reading =
        reading(
            questions -> {
              if (questions.contains("a")) {
                throw new IllegalStateException("Postgres is away");
              }
              return "to " + questions;
            });
    FutureTask<String> first = ask(reading, "a");
    tasks.remove().run();
    assertThat(first)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withMessageContaining("Postgres is away");
    FutureTask<String> second = ask(reading, "b");
    tasks.remove().run();
    assertThat(second).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("to [b]");
  }
}

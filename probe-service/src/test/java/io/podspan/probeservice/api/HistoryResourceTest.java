package io.podspan.probeservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.world.World;
import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.HistoryPage;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryStore;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Step;
import io.podspan.servicekit.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryResourceTest {
  private final CountDownLatch asked = new CountDownLatch(HistoryResource.AT_ONCE);
  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    answer.countDown();
  }

  @Test
  void moreThanSomeQuestionsAtOnceAreRefused() throws InterruptedException {
    HistoryResource resource = resource(this::slow);
    for (int number = 0; number < HistoryResource.AT_ONCE; number++) {
      Thread.startVirtualThread(() -> resource.history(new HistoryParams()));
    }
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    assertRefused(resource, 429);
  }

  @Test
  void aQuestionThatIsGivenUpSaysWhatToAskInstead() {
    HistoryResource resource =
        resource(
            () -> {
              throw new HistoryStore.TooLongException(new SQLException("canceled"));
            });

    assertRefused(resource, 503);
  }

  private static void assertRefused(HistoryResource resource, int status) {
    assertThatThrownBy(() -> resource.history(new HistoryParams()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(status);
              assertThat(refused.problem().nextStep()).isNotEmpty();
            });
  }

  private static HistoryResource resource(Supplier<HistoryPage> pages) {
    return new HistoryResource(
        () -> World.EMPTY,
        new PageStore(pages),
        new Retention(
            Map.of(
                Step.MINUTE, Duration.ofHours(6),
                Step.HOUR, Duration.ofDays(30),
                Step.DAY, Duration.ofDays(400))));
  }

  private HistoryPage slow() {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new HistoryPage(List.of(), null);
  }

  /** A store that is only read. */
  private record PageStore(Supplier<HistoryPage> pages) implements HistoryStore {
    @Override
    public void add(List<Entry> minutes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public HistoryPage read(HistoryQuestion question) {
      return pages.get();
    }

    @Override
    public boolean knows(String cluster) {
      return false;
    }

    @Override
    public int forget(Step step, Instant before, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forgetSpots(Instant before, int most) {
      throw new UnsupportedOperationException();
    }
  }
}

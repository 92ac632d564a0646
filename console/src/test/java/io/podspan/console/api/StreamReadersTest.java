package io.podspan.console.api;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.servicekit.problem.ProblemException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StreamReadersTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StreamReaders readers = new StreamReaders(metrics, 1);

  private double counted() {
    return metrics.get("podspan_stream_readers").gauge().value();
  }

  private static Runnable until(CountDownLatch latch) {
    return () -> {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Test
  void turnsAwayOneTooManyAndTakesTheNextWhenOneHasGone() {
    CountDownLatch leave = new CountDownLatch(1);
    readers.start(() -> until(leave));
    assertThat(counted()).isEqualTo(1);
    assertThatThrownBy(() -> readers.start(() -> until(leave)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    leave.countDown();
    await().until(() -> counted() == 0);
    CountDownLatch served = new CountDownLatch(1);
    readers.start(() -> served::countDown);
    await().until(() -> served.getCount() == 0);
  }
}

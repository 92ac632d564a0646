package io.podspan.servicekit.rounds;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnDemandTest {
  private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
  private final AtomicInteger times = new AtomicInteger();

  @Test
  void isDoneWhenItIsAskedForAndNotBefore() throws InterruptedException {
    try (OnDemand work = new OnDemand("test", () -> done.add(times.incrementAndGet()))) {
      assertThat(done).isEmpty();
      work.ask();
      assertThat(done.poll(10, SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void isDoneAgainAfterAFailure() throws InterruptedException {
    Runnable failsOnce =
        () -> {
          if (times.incrementAndGet() == 1) {
            throw new IllegalStateException("the database is away");
          }
          done.add(times.get());
        };
    try (OnDemand work = new OnDemand("test", failsOnce)) {
      work.ask();
      assertThat(done.poll(10, SECONDS)).isEqualTo(2);
    }
  }
}

package io.podspan.probeservice.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.world.World;
import io.podspan.probeservice.ends.Ends;
import io.podspan.probeservice.ends.Lookup;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.FakePods;
import io.podspan.probeservice.measure.SourceView;
import io.podspan.probeservice.paths.PathProber;
import io.podspan.servicekit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasurementResourceTest {
  private static final MeasurementRequest REQUEST =
      new MeasurementRequest("paris/web-0", "tokyo/api-1", List.of("source"), null, null);

  /** Two ends each. */
  private final CountDownLatch asked = new CountDownLatch(2 * MeasurementResource.AT_ONCE);

  private final CountDownLatch answer = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    answer.countDown();
  }

  private MeasurementResource resource(Ends ends) {
    return new MeasurementResource(
        new PathProber(
            ends,
            new FakePods(),
            (_, _, _, _, _, _) -> Map.of(),
            (_, _, _, _, _) -> new SourceView.Unseen("not asked"),
            () -> World.EMPTY,
            () -> 20_000));
  }

  private Lookup slow() {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Lookup.Absent(new Why("not-found", "there is none", "Look."));
  }

  @Test
  void moreThanSomeMeasurementsAtOnceAreRefused() throws InterruptedException {
    MeasurementResource resource = resource(_ -> slow());
    for (int number = 0; number < MeasurementResource.AT_ONCE; number++) {
      Thread.startVirtualThread(() -> resource.measure(REQUEST));
    }
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> resource.measure(REQUEST))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(429));
  }
}

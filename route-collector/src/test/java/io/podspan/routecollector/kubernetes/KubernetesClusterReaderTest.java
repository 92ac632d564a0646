package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ExecBudget.Place;
import io.podspan.routecollector.kubernetes.ExecPlaces.Purpose;
import io.podspan.routecollector.route.ReadOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KubernetesClusterReaderTest {
  @TempDir Path folder;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ExecPlaces places = new ExecPlaces(metrics, 1, 100);
  private final BlockingQueue<ReadOutcome> told = new LinkedBlockingQueue<>();

  @Test
  void aChangeOfANodeStandsInLineWhileTheRoundOfTheNodeDoes() throws Exception {
    try (OneNodeCluster paris = new OneNodeCluster(folder)) {
      KubernetesClusterReader reader =
          new KubernetesClusterReader(paris.clients(), new KnownRouters(Optional.empty()), places);
      try (Place _ = places.take("tokyo", Purpose.ROUND)) {
        Thread.ofVirtual().start(() -> reader.read(paris.state(), (_, one) -> told.add(one)));
        assertThat(waiting(1)).as("the round waits for a place").isTrue();
        Thread.ofVirtual().start(() -> reader.read(paris.state(), "n1", told::add));
        assertThat(waiting(2)).as("so does the change, and not for the round").isTrue();
      }
      assertThat(told.poll(60, TimeUnit.SECONDS)).isNotNull();
      assertThat(told.poll(60, TimeUnit.SECONDS)).isNotNull();
    }
    assertThat(metrics.get("podspan_collector_execs").tag("purpose", "change").counter().count())
        .isPositive();
    assertThat(metrics.get("podspan_collector_looks_running").gauge().value()).isZero();
  }

  private boolean waiting(int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (metrics.get("podspan_collector_looks_waiting").gauge().value() != count) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }
}

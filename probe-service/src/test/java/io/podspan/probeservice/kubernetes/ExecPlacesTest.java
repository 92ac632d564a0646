package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.probeservice.kubernetes.ExecPlaces.Purpose;
import org.junit.jupiter.api.Test;

class ExecPlacesTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ExecPlaces places = new ExecPlaces(metrics, 1, 50);

  private double ran(String cluster) {
    return metrics.counter("podspan_probe_execs", "cluster", cluster, "purpose", "source").count();
  }

  @Test
  void twoCommandsThatNeedEachOtherHaveOnePlace() throws InterruptedException {
    assertThat(places.runBoth("paris", "tokyo", Purpose.SOURCE, this::running)).isEqualTo(1);
    assertThat(running()).isZero();
    assertThat(ran("paris")).isEqualTo(1);
    assertThat(ran("tokyo")).isEqualTo(1);
  }

  private double running() {
    return metrics.get("podspan_probe_execs_running").gauge().value();
  }
}

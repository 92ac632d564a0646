package io.podspan.peeringservice.routers.kuberouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a restart costs, from what Kubernetes wrote down of the last one. */
class LastStartsTest {
  private static final Pod FAST = pod("2026-11-23T12:00:00Z", "2026-11-23T12:00:02Z", 0);
  private static final Pod SLOW = pod("2026-11-23T12:00:00Z", "2026-11-23T12:00:07Z", 0);

  private static Pod pod(String started, String ready, int restarts) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: r}
        status:
          startTime: "%s"
          conditions: [{type: Ready, status: "True", lastTransitionTime: "%s"}]
          containerStatuses: [{name: r, restartCount: %d}]
        """
            .formatted(started, ready, restarts),
        Pod.class);
  }

  @Test
  void theLongestStartIsSaid() {
    assertThat(LastStarts.inWords(List.of(FAST, SLOW)))
        .contains("at their last start 2 router pods were Ready after at most 7 s");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T12:00:00Z, 2026-11-23T12:00:02Z, 1",
    "2026-11-23T12:00:00Z, 2026-11-23T13:00:02Z, 0",
    "2026-11-23T12:00:03Z, 2026-11-23T12:00:02Z, 0",
    "soon, 2026-11-23T12:00:02Z, 0",
  })
  void whatWasNoStartIsNoMeasure(String started, String ready, int restarts) {
    assertThat(LastStarts.inWords(List.of(pod(started, ready, restarts)))).isEmpty();
  }

  @Test
  void itIsEvidenceOfTheCheckOfGracefulRestart() {
    assertThat(
            KubeRouterDetectionTest.reading(KubeRouterDetectionTest.routerWith("--v=1"), SLOW)
                .notes())
        .filteredOn(note -> note.check() == Check.GRACEFUL_RESTART)
        .singleElement()
        .extracting(RouterNote::evidence)
        .asString()
        .endsWith(
            "for some seconds per node. Measured: at their last start 1 router pod was Ready after"
                + " at most 7 s.");
  }
}

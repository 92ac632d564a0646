package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.addresses.IpAddress;
import io.podspan.clusteraccess.ExecBudget.Place;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.Asked;
import io.podspan.routecollector.check.Finding;
import io.podspan.routecollector.check.NodeLooker.Look;
import io.podspan.routecollector.check.NodeLooker.NotSeen;
import io.podspan.routecollector.check.Unknown;
import io.podspan.routecollector.kubernetes.ExecPlaces.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KubernetesNodeLookerTest {
  /** How long the console waits for the answer to a check, see its RestOwners. */
  private static final Duration CONSOLE = Duration.ofSeconds(4);

  private static final Asked ASKED =
      new Asked("n1", IpAddress.parse("10.2.0.7").orElseThrow(), null, null);

  @TempDir Path folder;

  @Test
  void aCheckWithoutAPlaceSaysSoBeforeTheConsoleGivesUp() throws Exception {
    assertThat(KubernetesNodeLooker.PLACE).isLessThan(CONSOLE);
    ExecPlaces places = new ExecPlaces(new SimpleMeterRegistry(), 1, 100);
    try (OneNodeCluster paris = new OneNodeCluster(folder);
        Place _ = places.take("tokyo", Purpose.ROUND)) {
      KubernetesNodeLooker looker =
          new KubernetesNodeLooker(paris.clients(), new KnownRouters(Optional.empty()), places);
      Look look = looker.look(paris.state(), ASKED);
      assertThat(look)
          .isInstanceOfSatisfying(
              NotSeen.class,
              notSeen ->
                  assertThat(notSeen.unknown())
                      .containsExactly(
                          new Unknown(
                              "the node",
                              "podspan.collector.parallel-reads and execs-per-second had no place"
                                  + " within 3 s")));
    }
  }

  @Test
  void anApiServerThatStandsStillIsNamedBeforeTheConsoleGivesUp() throws Exception {
    assertThat(KubernetesNodeLooker.API).isLessThan(CONSOLE);
    ExecPlaces places = new ExecPlaces(new SimpleMeterRegistry(), 1, 100);
    try (OneNodeCluster paris = new OneNodeCluster(folder)) {
      paris.standStill();
      KubernetesNodeLooker looker =
          new KubernetesNodeLooker(paris.clients(), new KnownRouters(Optional.empty()), places);
      assertThat(looker.look(paris.state(), ASKED))
          .isInstanceOfSatisfying(
              NotSeen.class,
              notSeen ->
                  assertThat(notSeen.findings())
                      .extracting(Finding::reason)
                      .containsExactly(
                          new PathReason.ApiAway("paris", "it did not answer within 3000 ms")));
    }
  }

  @Test
  void anApiServerThatAnswersAnotherQuestionIsNotAway() throws Exception {
    ExecPlaces places = new ExecPlaces(new SimpleMeterRegistry(), 1, 100);
    try (OneNodeCluster paris = new OneNodeCluster(folder)) {
      paris.standStillForPods();
      KubernetesNodeLooker looker =
          new KubernetesNodeLooker(paris.clients(), new KnownRouters(Optional.empty()), places);
      assertThat(looker.look(paris.state(), ASKED))
          .isInstanceOfSatisfying(
              NotSeen.class,
              notSeen -> {
                assertThat(notSeen.findings()).isEmpty();
                assertThat(notSeen.unknown())
                    .containsExactly(
                        new Unknown("the pod of its router", "it did not answer within 3000 ms"));
              });
    }
  }
}

package io.podspan.routecollector.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RolloutEvent;
import io.podspan.events.RolloutIdentity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which looks are told, and which clusters are looked at more often. */
class RestartedNodesTest {
  private static final RolloutIdentity ROLLOUT = new RolloutIdentity("r1", "asia", "paris");

  private long now;
  private final RestartedNodes nodes = new RestartedNodes(() -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void restarts(String node) {
    nodes.heard(new RolloutEvent.NodeRestarting(ROLLOUT, node, 1, 2, "kube-router-x"));
  }

  @Test
  void aGateThatWaitsForItsServiceHasLooksLongAfterTheRestart() {
    restarts("n1");
    pass(Duration.ofMinutes(4));
    assertThat(nodes.has("paris", "n1")).isTrue();
    assertThat(nodes.has("paris", "n2")).isFalse();
    pass(Duration.ofHours(6));
    assertThat(nodes.has("paris", "n1")).isFalse();
  }

  @Test
  void onlyAtFirstItsClusterIsLookedAtMoreOften() {
    restarts("n1");
    assertThat(nodes.hurries("paris")).isTrue();
    assertThat(nodes.hurries("tokyo")).isFalse();
    pass(Duration.ofMinutes(4));
    assertThat(nodes.hurries("paris")).isFalse();
    assertThat(nodes.has("paris", "n1")).isTrue();
  }

  @Test
  void aNodeThatHasPassedIsForgotten() {
    restarts("n1");
    nodes.heard(new RolloutEvent.NodeVerified(ROLLOUT, "n1", 1, 2, List.of("session up"), 2_000));
    assertThat(nodes.has("paris", "n1")).isFalse();
  }

  @Test
  void aSessionThatChangesIsToldForSomeSeconds() {
    nodes.session("paris", "n1");
    assertThat(nodes.has("paris", "n1")).isTrue();
    pass(Duration.ofSeconds(5));
    assertThat(nodes.has("paris", "n1")).isFalse();
    assertThat(nodes.hurries("paris")).isFalse();
  }
}

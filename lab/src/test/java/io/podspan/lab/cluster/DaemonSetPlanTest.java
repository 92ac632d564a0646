package io.podspan.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.lab.cluster.DaemonSetPlan.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class DaemonSetPlanTest {
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  @Test
  void everyNodeWithoutAPodGetsOne() {
    assertThat(plan(true, old("n1")).create()).containsExactly("n2", "n3");
  }

  @Test
  void aNodeWhosePodIsStillGoingWaits() {
    Member going = new Member("p-n1", "n1", "old", true, true);

    assertThat(plan(false, going, old("n2"), old("n3")).create()).isEmpty();
  }

  @Test
  void onDeleteLeavesOldPodsAlone() {
    assertThat(plan(false, old("n1"), old("n2"), old("n3")))
        .isEqualTo(new DaemonSetPlan(List.of(), List.of()));
  }

  @Test
  void rollingUpdateTakesOneOldPodAtATime() {
    assertThat(plan(true, old("n1"), old("n2"), old("n3")).delete()).containsExactly("p-n1");
  }

  @Test
  void rollingUpdateWaitsWhileAnotherPodIsNotReady() {
    Member starting = new Member("p-n1", "n1", "new", false, false);

    assertThat(plan(true, starting, old("n2"), old("n3")).delete()).isEmpty();
  }

  @Test
  void rollingUpdateReplacesABrokenOldPodAtOnce() {
    Member broken = new Member("p-n1", "n1", "old", false, false);

    assertThat(plan(true, broken, old("n2"), old("n3")).delete()).containsExactly("p-n1");
  }

  @Test
  void nothingIsLeftToDoWhenAllAreNew() {
    Member one = new Member("p-n1", "n1", "new", true, false);
    Member two = new Member("p-n2", "n2", "new", true, false);
    Member three = new Member("p-n3", "n3", "new", true, false);

    assertThat(plan(true, one, two, three)).isEqualTo(new DaemonSetPlan(List.of(), List.of()));
  }

  private static Member old(String node) {
    return new Member("p-" + node, node, "old", true, false);
  }

  private static DaemonSetPlan plan(boolean rolling, Member... members) {
    return DaemonSetPlan.decide(NODES, List.of(members), "new", rolling, 1);
  }
}

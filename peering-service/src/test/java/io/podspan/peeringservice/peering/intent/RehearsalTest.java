package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.intent.Rehearsal.Report;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a declaration would do, asked without doing it. */
class RehearsalTest {
  private final IntentBench bench = new IntentBench();

  private Report rehearse(String name, String... clusters) {
    return rehearse(IntentBench.request(name, clusters));
  }

  private Report rehearse(InterconnectRequest request) {
    return new Rehearsal(
            new ClusterSurvey(bench.api),
            (cluster, reflectors) -> bench.network,
            bench.intent,
            bench.rollouts,
            bench.observations,
            bench.transaction)
        .of(request);
  }

  @Test
  void answersChecksPlansAndRoutesAndChangesNothing() {
    Report report = rehearse("asia", "paris", "tokyo");
    assertThat(report.plans()).extracting(ClusterPlan::cluster).containsExactly("paris", "tokyo");
    assertThat(report.routes().added()).isPositive();
    assertThat(report.findings()).noneMatch(finding -> finding.outcome() == Outcome.BLOCK);
    assertThat(bench.intent.interconnects()).isEmpty();
    assertThat(bench.rollouts.all).isEmpty();
    assertThat(bench.announcer.told).isEmpty();
  }

  @Test
  void aBlockedOneIsAnsweredWithAllFindingsToo() {
    bench.api.away.add("tokyo");
    Report report = rehearse("asia", "paris", "tokyo");
    assertThat(report.plans()).isEmpty();
    assertThat(report.findings())
        .anyMatch(finding -> finding.code().equals("cluster-unreachable"))
        .anyMatch(finding -> finding.outcome() == Outcome.PASS);
  }

  @Test
  void anInterconnectThatIsDeclaredAlreadyIsNotInItsOwnWay() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    Report report = rehearse("asia", "paris", "tokyo");
    assertThat(report.findings()).noneMatch(finding -> finding.outcome() == Outcome.BLOCK);
    assertThat(report.routes().added()).isZero();
    assertThat(report.routes().taken()).isZero();
  }

  @Test
  void aChangeOfOneThatIsDeclaredIsPlannedAsTheChangeWouldBe() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    Reflector other = new Reflector("other", "192.0.2.9", 179, 64512);
    Report report =
        rehearse(
            new InterconnectRequest("asia", List.of("paris", "tokyo", "lyon"), List.of(other)));
    assertThat(report.plans())
        .extracting(ClusterPlan::cluster, ClusterPlan::direction)
        .containsExactlyInAnyOrder(
            tuple("paris", Direction.CHANGE),
            tuple("tokyo", Direction.CHANGE),
            tuple("lyon", Direction.JOIN));
  }

  @Test
  void aChangeThatWouldBeRefusedBecauseItsOwnRolloutHasBegunIsBlocked() {
    bench.declare("asia", "paris", "tokyo");
    bench.move("paris", new RolloutState.Applying(Samples.NOON, 1));
    assertThat(rehearse("asia", "paris", "tokyo").findings())
        .filteredOn(finding -> finding.outcome() == Outcome.BLOCK)
        .extracting(Finding::code)
        .containsExactly("rollout-in-progress");
  }
}

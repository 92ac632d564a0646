package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.intent.Rehearsal.Report;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import org.junit.jupiter.api.Test;

/** What a declaration would do, asked without doing it. */
class RehearsalTest {
  private final IntentBench bench = new IntentBench();

  private Report rehearse(String name, String... clusters) {
    return new Rehearsal(
            bench.api,
            (cluster, reflectors) -> bench.network,
            bench.intent,
            bench.rollouts,
            bench.observations,
            bench.transaction)
        .of(IntentBench.request(name, clusters));
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
}

package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Leaving;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.BeingWithdrawn;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.Blocked;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.Busy;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.Changed;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.Unchanged;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.Unknown;
import io.podspan.peeringservice.peering.intent.InterconnectChanges.WouldChange;
import io.podspan.peeringservice.peering.intent.Interconnects.Retrying;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.Turnover;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterconnectChangesTest {
  private static final Reflector OTHER = new Reflector("other", "192.0.2.9", 179, 64512);

  private final IntentBench bench = new IntentBench();

  @BeforeEach
  void twoAreJoined() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    bench.announcer.told.clear();
    bench.started.clear();
  }

  private static InterconnectRequest wanting(Reflector reflector, String... clusters) {
    return new InterconnectRequest("asia", List.of(clusters), List.of(reflector));
  }

  private InterconnectChanges.Outcome change(InterconnectRequest wanted) {
    return bench.changes.change(wanted, false);
  }

  private Interconnect asia() {
    return bench.intent.interconnect("asia").orElseThrow();
  }

  private static Map<String, Direction> directions(List<Rollout> rollouts) {
    return rollouts.stream().collect(Collectors.toMap(Rollout::cluster, Rollout::direction));
  }

  @Test
  void onlyAClusterThatIsAddedIsRolledOut() {
    Changed changed = (Changed) change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    assertThat(directions(changed.rollouts())).containsExactly(Map.entry("lyon", Direction.JOIN));
    assertThat(changed.rollouts().getFirst().revision()).isEqualTo(2);
    assertThat(changed.plans()).extracting(ClusterPlan::cluster).containsExactly("lyon");
    assertThat(bench.announcer.told).containsExactly("changed asia", "Planned lyon");
    assertThat(bench.started).hasSize(1);
    assertThat(asia().clusters()).containsExactly("paris", "tokyo", "lyon");
    bench.complete("lyon");
    assertThat(asia().revision()).as("nothing has left").isEqualTo(2);
  }

  @Test
  void aClusterThatLeavesIsToldOfUntilItHasLeft() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    bench.complete("lyon");
    Changed changed = (Changed) change(wanting(REFLECTOR, "paris", "tokyo"));
    assertThat(directions(changed.rollouts())).containsExactly(Map.entry("lyon", Direction.LEAVE));
    assertThat(changed.plans()).extracting(ClusterPlan::direction).contains(Direction.LEAVE);
    assertThat(asia().members()).containsExactly("paris", "tokyo", "lyon");
    assertThat(bench.clusters.remove("lyon")).isInstanceOf(Clusters.InUse.class);

    bench.announcer.told.clear();
    bench.complete("lyon");
    assertThat(asia().leaving()).isEqualTo(Leaving.NONE);
    assertThat(asia().revision()).isEqualTo(4);
    assertThat(bench.announcer.told).containsExactly("changed asia");
    assertThat(bench.clusters.remove("lyon")).isInstanceOf(Clusters.Removed.class);
  }

  @Test
  void aLateNodeThatFailsDoesNotHoldTheSecondStepUp() {
    change(wanting(OTHER, "paris", "tokyo"));
    bench.complete("paris");
    bench.api.late.put("paris", List.of("paris-2"));
    bench.drift.look("paris");
    assertThat(bench.move("paris", new RolloutState.RolledBack(bench.clock.instant())).onlyLate())
        .isTrue();
    bench.started.clear();
    bench.complete("tokyo");
    assertThat(bench.started).hasSize(2);
  }

  @Test
  void theOnlyReflectorIsReplacedInTwoStepsThatFollowByThemselves() {
    Changed changed = (Changed) change(wanting(OTHER, "paris", "tokyo"));
    assertThat(changed.rollouts())
        .extracting(Rollout::turnover)
        .containsOnly(new Turnover(List.of(REFLECTOR), List.of()));
    bench.started.clear();
    bench.complete("paris");
    assertThat(bench.started).as("tokyo has the former one only").isEmpty();
    bench.complete("tokyo");
    assertThat(bench.started).hasSize(2);
    assertThat(bench.rollouts.active())
        .extracting(Rollout::turnover)
        .containsOnly(new Turnover(List.of(), List.of(REFLECTOR)));
    assertThat(asia().peers()).containsExactly(OTHER, REFLECTOR);

    bench.complete("paris");
    assertThat(asia().peers()).as("tokyo has it still").containsExactly(OTHER, REFLECTOR);
    bench.complete("tokyo");
    assertThat(asia().peers()).containsExactly(OTHER);
    assertThat(bench.rollouts.active()).isEmpty();
  }

  @Test
  void whatWasTakenBackIsForAnOperatorToDecide() {
    change(wanting(OTHER, "paris", "tokyo"));
    bench.complete("paris");
    bench.started.clear();
    bench.move("tokyo", new RolloutState.RolledBack(Samples.NOON));
    assertThat(bench.started).isEmpty();
    assertThat(asia().peers()).containsExactly(OTHER, REFLECTOR);

    Retrying retrying = (Retrying) bench.interconnects.retry("asia");
    assertThat(directions(retrying.rollouts()))
        .containsExactly(Map.entry("tokyo", Direction.CHANGE));
    bench.complete("tokyo");
    assertThat(bench.rollouts.active()).as("the second step").hasSize(2);
  }

  @Test
  void aReflectorThatAnotherInterconnectNeedsStaysInTheRouters() {
    bench.declare("france", "paris", "lyon");
    bench.complete("paris");
    bench.complete("lyon");
    change(wanting(OTHER, "paris", "tokyo"));
    bench.complete("paris");
    bench.complete("tokyo");
    assertThat(bench.rollouts.active())
        .filteredOn(r -> r.cluster().equals("paris"))
        .extracting(Rollout::turnover)
        .containsExactly(Turnover.NONE);
    bench.complete("paris");
    bench.complete("tokyo");
    assertThat(asia().peers()).containsExactly(OTHER);
    assertThat(bench.rollouts.active()).isEmpty();
  }

  @Test
  void theSameAgainChangesNothing() {
    assertThat(change(wanting(REFLECTOR, "tokyo", "paris"))).isEqualTo(new Unchanged(asia()));
    assertThat(bench.announcer.told).isEmpty();
  }

  @Test
  void anOptionIsSwitchedWithoutARollout() {
    Changed changed =
        (Changed)
            change(
                new InterconnectRequest(
                    "asia", List.of("paris", "tokyo"), List.of(REFLECTOR), true));
    assertThat(changed.rollouts()).isEmpty();
    assertThat(asia().preserveSource()).isTrue();
    assertThat(bench.announcer.told).containsExactly("changed asia");
  }

  /** Who waits for Ready must wait for this change, not find what was so before it. */
  @Test
  void itIsNotReadyAnyMoreFromTheMomentOfTheChange() {
    bench.intent.save(
        "asia",
        List.of(
            new Condition(
                Condition.Type.CONFIGURED, Status.TRUE, "RolledOut", "All.", Samples.NOON),
            new Condition(
                Condition.Type.PEERED, Status.TRUE, "AllEstablished", "All.", Samples.NOON),
            new Condition(Condition.Type.READY, Status.TRUE, "AllTrue", "All.", Samples.NOON)));

    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));

    assertThat(bench.intent.of("asia"))
        .extracting(Condition::type, Condition::status, Condition::reason)
        .containsExactly(
            tuple(Condition.Type.CONFIGURED, Status.FALSE, "RollingOut"),
            tuple(Condition.Type.PEERED, Status.TRUE, "AllEstablished"),
            tuple(Condition.Type.READY, Status.FALSE, "NotConfigured"));
    assertThat(bench.announcer.told).contains("conditions asia");
  }

  @Test
  void aDryRunSaysWhatWouldHappenAndChangesNothing() {
    Interconnect before = asia();
    WouldChange would = (WouldChange) bench.changes.change(wanting(OTHER, "paris", "lyon"), true);
    assertThat(would.interconnect().leaving().clusters()).containsExactly("tokyo");
    assertThat(would.plans())
        .extracting(ClusterPlan::cluster, ClusterPlan::direction)
        .containsExactlyInAnyOrder(
            tuple("paris", Direction.CHANGE),
            tuple("lyon", Direction.JOIN),
            tuple("tokyo", Direction.LEAVE));
    assertThat(asia()).isEqualTo(before);
    assertThat(bench.rollouts.active()).isEmpty();
    assertThat(bench.announcer.told).isEmpty();
  }

  @Test
  void aChangeIsRefusedWhileARolloutChangesRouters() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    Rollout begun = bench.move("lyon", new RolloutState.Preparing(Samples.NOON, 1));
    assertThat(change(wanting(REFLECTOR, "paris", "tokyo"))).isEqualTo(new Busy(List.of(begun)));
    assertThat(asia().clusters()).contains("lyon");
  }

  @Test
  void aRolloutThatHasNotBegunIsCalledOff() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    Changed back = (Changed) change(wanting(REFLECTOR, "paris", "tokyo"));
    assertThat(back.rollouts()).isEmpty();
    assertThat(asia().members()).containsExactly("paris", "tokyo");
    assertThat(bench.announcer.told).contains("RolledBack lyon");
  }

  @Test
  void aChangeIsDecidedAgainWhenARolloutBeginsInThatMoment() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    bench.rollouts.beforeReplace =
        () -> bench.move("lyon", new RolloutState.Preparing(Samples.NOON, 1));
    assertThat(change(wanting(REFLECTOR, "paris", "tokyo"))).isInstanceOf(Busy.class);
  }

  @Test
  void preflightIsRunOnTheChangedWhole() {
    bench.register(Samples.cluster("rome", 1, Samples.KUBE_ROUTER));
    Blocked blocked = (Blocked) change(wanting(REFLECTOR, "paris", "tokyo", "rome"));
    assertThat(blocked.violations()).extracting(Violation::code).contains("overlapping-pod-cidrs");
    assertThat(change(wanting(REFLECTOR, "paris", "atlantis"))).isInstanceOf(Blocked.class);
    assertThat(asia().revision()).isEqualTo(1);
  }

  @Test
  void aClusterMayLeaveWhateverIsWrongWithTheOthers() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    bench.complete("lyon");
    bench.api.away.add("tokyo");
    Changed changed = (Changed) change(wanting(REFLECTOR, "paris", "tokyo"));
    assertThat(directions(changed.rollouts())).containsExactly(Map.entry("lyon", Direction.LEAVE));
    assertThat(changed.findings())
        .filteredOn(f -> f.code().equals("cluster-unreachable"))
        .extracting(Finding::outcome)
        .containsExactly(Finding.Outcome.CAUTION);
  }

  @Test
  void aClusterMayLeaveAlsoWhenItsApiIsAway() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    bench.complete("lyon");
    bench.api.away.add("lyon");
    Changed changed = (Changed) change(wanting(REFLECTOR, "paris", "tokyo"));
    assertThat(directions(changed.rollouts())).containsExactly(Map.entry("lyon", Direction.LEAVE));
  }

  @Test
  void whatIsWithdrawnOrUnknownIsNotChanged() {
    assertThat(bench.changes.change(IntentBench.request("europe", "paris", "tokyo"), false))
        .isEqualTo(new Unknown());
    bench.interconnects.withdraw("asia");
    assertThat(change(wanting(REFLECTOR, "paris", "lyon"))).isEqualTo(new BeingWithdrawn());
  }

  @Test
  void aWithdrawalTakesAlongWhatIsLeavingStill() {
    change(wanting(REFLECTOR, "paris", "tokyo", "lyon"));
    bench.complete("lyon");
    change(wanting(REFLECTOR, "paris", "tokyo"));
    bench.move("lyon", new RolloutState.Failed(Samples.NOON));
    Interconnects.Withdrawing withdrawing =
        (Interconnects.Withdrawing) bench.interconnects.withdraw("asia");
    assertThat(directions(withdrawing.rollouts())).containsOnlyKeys("paris", "tokyo", "lyon");
    bench.complete("paris");
    bench.complete("tokyo");
    assertThat(bench.intent.interconnects()).isNotEmpty();
    bench.complete("lyon");
    assertThat(bench.intent.interconnects()).isEmpty();
  }
}

package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Reachability;
import io.podspan.peeringservice.peering.intent.Interconnects.Blocked;
import io.podspan.peeringservice.peering.intent.Interconnects.Busy;
import io.podspan.peeringservice.peering.intent.Interconnects.Declared;
import io.podspan.peeringservice.peering.intent.Interconnects.NameTaken;
import io.podspan.peeringservice.peering.intent.Interconnects.NothingFailed;
import io.podspan.peeringservice.peering.intent.Interconnects.Retrying;
import io.podspan.peeringservice.peering.intent.Interconnects.Unknown;
import io.podspan.peeringservice.peering.intent.Interconnects.Withdrawing;
import io.podspan.peeringservice.peering.intent.Interconnects.WouldDo;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.router.Caution;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterconnectsTest {
  private final IntentBench bench = new IntentBench();

  private static List<String> clusters(List<Rollout> rollouts) {
    return rollouts.stream().map(Rollout::cluster).toList();
  }

  @Test
  void aDeclarationIsStoredAnnouncedAndStartsARolloutPerCluster() {
    bench.clock.pass(Duration.ofMinutes(1));
    Declared declared = (Declared) bench.declare("asia", "paris", "tokyo");
    assertThat(bench.intent.interconnect("asia")).contains(declared.interconnect());
    assertThat(declared.interconnect().declaredAt()).isEqualTo(Samples.NOON.plusSeconds(60));
    assertThat(declared.interconnect().revision()).isEqualTo(1);
    assertThat(bench.announcer.told)
        .containsExactly("declared asia", "Planned paris", "Planned tokyo");
    assertThat(clusters(declared.rollouts())).containsExactly("paris", "tokyo");
    assertThat(declared.rollouts())
        .allMatch(r -> r.direction() == Direction.JOIN && r.policy().equals(Samples.POLICY));
    assertThat(bench.started).isEqualTo(declared.rollouts().stream().map(Rollout::id).toList());
  }

  @Test
  void aDryRunAnswersThePlanWithItsCautionsAndChangesNothing() {
    bench.api.cautions =
        List.of(new Caution("unpinned-image", "The image has no tag.", "Set one."));
    WouldDo would =
        (WouldDo) bench.interconnects.declare(IntentBench.request("asia", "paris", "tokyo"), true);
    assertThat(would.plans()).extracting(ClusterPlan::cluster).containsExactly("paris", "tokyo");
    assertThat(would.plans())
        .allMatch(p -> p.cautions().contains("The image has no tag. Set one."));
    assertThat(bench.intent.interconnects()).isEmpty();
    assertThat(bench.rollouts.all).isEmpty();
    assertThat(bench.announcer.told).isEmpty();
  }

  @Test
  void aNameIsTakenOnce() {
    bench.declare("asia", "paris", "tokyo");
    assertThat(bench.declare("asia", "paris", "tokyo")).isEqualTo(new NameTaken());
  }

  @Test
  void anUnreachableClusterBlocksAndNothingIsStored() {
    bench.api.away.add("tokyo");
    Blocked blocked = (Blocked) bench.declare("asia", "paris", "tokyo");
    assertThat(blocked.violations())
        .extracting(Violation::code)
        .containsExactly("cluster-unreachable");
    assertThat(bench.intent.interconnects()).isEmpty();
    assertThat(bench.started).isEmpty();
  }

  @Test
  void aClusterThatLooksDifferentNowIsStoredAndAnnouncedFirst() {
    Cluster fewer =
        new Cluster(
            "tokyo",
            bench.tokyo.cni(),
            bench.tokyo.cniVersion(),
            bench.tokyo.asn(),
            bench.tokyo.podCidrs(),
            bench.tokyo.serviceCidrs(),
            bench.tokyo.nodes().subList(0, 1),
            bench.tokyo.access());
    bench.api.has(fewer);
    bench.declare("asia", "paris", "tokyo");
    assertThat(bench.announcer.told).startsWith("changed tokyo", "declared asia");
    assertThat(bench.intent.cluster("tokyo").orElseThrow().cluster()).isEqualTo(fewer);
  }

  @Test
  void aWithdrawalBeforeTheRolloutsBeganCallsThemOffAndLeaves() {
    bench.declare("asia", "paris", "tokyo");
    Withdrawing withdrawing = (Withdrawing) bench.interconnects.withdraw("asia");
    assertThat(withdrawing.interconnect().withdrawing()).isTrue();
    assertThat(withdrawing.rollouts()).allMatch(r -> r.direction() == Direction.LEAVE);
    assertThat(bench.announcer.told).contains("RolledBack paris", "RolledBack tokyo");
    assertThat(bench.rollouts.active()).hasSize(2);
  }

  @Test
  void aWithdrawalIsRefusedWhileARolloutChangesRouters() {
    bench.declare("asia", "paris", "tokyo");
    Rollout begun = bench.move("paris", new RolloutState.Preparing(Samples.NOON, 1));
    assertThat(bench.interconnects.withdraw("asia")).isEqualTo(new Busy(List.of(begun)));
    assertThat(bench.intent.interconnect("asia").orElseThrow().withdrawing()).isFalse();
  }

  @Test
  void aWithdrawalIsDecidedAgainWhenARolloutBeginsInThatMoment() {
    bench.declare("asia", "paris", "tokyo");
    bench.rollouts.beforeReplace =
        () -> bench.move("paris", new RolloutState.Preparing(Samples.NOON, 1));
    assertThat(bench.interconnects.withdraw("asia")).isInstanceOf(Busy.class);
  }

  @Test
  void aSecondWithdrawalAnswersTheRolloutsUnderWay() {
    bench.declare("asia", "paris", "tokyo");
    Withdrawing first = (Withdrawing) bench.interconnects.withdraw("asia");
    Withdrawing second = (Withdrawing) bench.interconnects.withdraw("asia");
    assertThat(second.rollouts()).containsExactlyInAnyOrderElementsOf(first.rollouts());
  }

  @Test
  void aLeaveKeepsTheReflectorsThatAnotherInterconnectNeeds() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.declare("france", "paris", "lyon");
    bench.complete("paris");
    bench.complete("lyon");
    Withdrawing withdrawing = (Withdrawing) bench.interconnects.withdraw("asia");
    assertThat(withdrawing.rollouts())
        .extracting(Rollout::reflectors)
        .containsExactly(List.<Reflector>of(), List.of(Samples.REFLECTOR));
  }

  @Test
  void aRetryStartsRolloutsOfTheClustersThatStopped() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.move("tokyo", new RolloutState.RolledBack(Samples.NOON));
    Retrying retrying = (Retrying) bench.interconnects.retry("asia");
    assertThat(clusters(retrying.rollouts())).containsExactly("tokyo");
    assertThat(retrying.rollouts().getFirst().change()).isNull();
    assertThat(bench.started).endsWith(retrying.rollouts().getFirst().id());
  }

  @Test
  void aRetryOfAWithdrawalLeavesAgain() {
    bench.declare("asia", "paris", "tokyo");
    bench.interconnects.withdraw("asia");
    bench.move("tokyo", new RolloutState.Failed(Samples.NOON));
    Retrying retrying = (Retrying) bench.interconnects.retry("asia");
    assertThat(retrying.rollouts().getFirst().direction()).isEqualTo(Direction.LEAVE);
  }

  @Test
  void aRetryIsRefusedWhereNothingStopped() {
    assertThat(bench.interconnects.retry("asia")).isEqualTo(new Unknown());
    assertThat(bench.interconnects.withdraw("asia")).isEqualTo(new Unknown());
    bench.declare("asia", "paris", "tokyo");
    assertThat(bench.interconnects.retry("asia")).isInstanceOf(Busy.class);
    bench.complete("paris");
    bench.complete("tokyo");
    assertThat(bench.interconnects.retry("asia")).isEqualTo(new NothingFailed());
  }

  @Test
  void theLastClusterThatLeavesTakesTheInterconnectAndAllThatWasObservedOfIt() {
    bench.declare("asia", "paris", "tokyo");
    bench.renewal.renew(Samples.NOON);
    bench.observations.reachability("paris/tokyo", Reachability.REACHABLE, "", Samples.NOON);
    bench.interconnects.withdraw("asia");
    bench.announcer.told.clear();
    bench.complete("paris");
    assertThat(bench.intent.interconnects()).extracting(Interconnect::name).contains("asia");
    bench.complete("tokyo");
    assertThat(bench.intent.interconnects()).isEmpty();
    assertThat(bench.observations.pairs).isEmpty();
    assertThat(bench.announcer.told).containsExactly("withdrawn asia", "conditions asia");
    assertThat(bench.announcer.conditions.getLast()).isEmpty();
  }
}

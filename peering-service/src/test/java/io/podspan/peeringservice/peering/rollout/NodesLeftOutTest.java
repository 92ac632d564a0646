package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.rollout.Bench.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that is not Ready, before, during and after its turn, holds no other node up. */
class NodesLeftOutTest {
  private static final int LONG = 1_000;

  private final Bench join = new Bench(Direction.JOIN);

  @Test
  void aNodeThatIsNotReadyIsLeftOutAndHoldsNoOtherUp() {
    join.routers.notReady.add("paris-2");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).containsExactly("paris-1");
    assertThat(end.steps())
        .extracting(NodeStep::status)
        .containsExactly(Status.VERIFIED, Status.LEFT_OUT);
    assertThat(end.steps().getLast().gates())
        .containsExactly("left out: The node paris-2 is not Ready: kubelet stopped.");
  }

  @Test
  void aNodeThatWasLeftOutGetsItsTurnWhenItIsBack() {
    join.routers.notReady.add("paris-2");
    join.routers.outdated = true;
    Rollout held = join.run(200);
    assertThat(held.held()).isNotNull();
    join.routers.notReady.clear();
    join.routers.outdated = false;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-2");
    assertThat(end.steps())
        .extracting(NodeStep::status)
        .containsExactly(Status.VERIFIED, Status.VERIFIED);
  }

  @Test
  void aNodeThatDiesWhileItsRouterRestartsIsLeftOut() {
    until(join, Status.RESTARTING);
    join.routers.notReady.add("paris-1");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(statuses(end)).containsExactly(Status.LEFT_OUT, Status.VERIFIED);
  }

  @Test
  void aNodeThatDiesBeforeItsGatesPassIsLeftOut() {
    join.sessionsComeUp = false;
    until(join, Status.GATING);
    join.routers.notReady.add("paris-1");
    join.run(30);
    join.sessionsComeUp = true;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(statuses(end)).containsExactly(Status.LEFT_OUT, Status.VERIFIED);
  }

  @Test
  void aVerifiedNodeThatDiesStopsNoRollout() {
    while (join.facts(RolloutFact.NodeVerified.class).isEmpty()) {
      join.turn();
    }
    join.routers.notReady.add("paris-1");
    join.down("paris-1", "hold timer expired");
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aLeaveLeavesANodeOutThatIsNotReadyAndRestoresTheStrategyWhenItIsBack() {
    join.run(LONG);
    Bench leave = new Bench(Direction.LEAVE);
    leave.routers.flags = join.routers.flags;
    leave.routers.running.replaceAll((_, _) -> join.routers.flags);
    leave.routers.waitsForAll = true;
    leave.routers.notReady.add("paris-1");
    Rollout held = leave.run(LONG);
    assertThat(held.reached()).isTrue();
    assertThat(held.held()).isEqualTo("A pod has older flags.");
    assertThat(statuses(held)).containsExactly(Status.LEFT_OUT, Status.VERIFIED);
    assertThat(leave.routers.restarts).containsExactly("paris-2");

    leave.routers.notReady.clear();
    Rollout end = leave.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(leave.routers.restarts).containsExactly("paris-2", "paris-1");
    assertThat(leave.routers.held).isFalse();
  }

  @Test
  void aRollbackLeavesANodeOutThatIsNotReadyAndTakesItBackLater() {
    join.sessionsComeUp = false;
    join.routers.waitsForAll = true;
    while (join.facts(RolloutFact.Failed.class).isEmpty()) {
      join.turn();
    }
    join.routers.notReady.add("paris-1");
    Rollout held = join.run(LONG);
    assertThat(held.stopped()).isTrue();
    assertThat(statuses(held)).containsExactly(Status.LEFT_OUT, Status.PENDING);

    join.routers.notReady.clear();
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(statuses(end)).containsExactlyInAnyOrder(Status.ROLLED_BACK, Status.PENDING);
    assertThat(join.routers.running.values()).containsOnly(Samples.FLAGS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNodeThatComesMeanwhileGetsItsTurnBeforeTheEnd(boolean nodeByNode) {
    join.routers.nodeByNode = nodeByNode;
    until(join, Status.GATING);
    join.comes(Samples.node("paris", 1, 3));
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(end.steps()).extracting(NodeStep::node).contains("paris-3");
    assertThat(statuses(end)).containsExactly(Status.VERIFIED, Status.VERIFIED, Status.VERIFIED);
    assertThat(join.routers.running.get("paris-3")).isEqualTo(join.routers.flags);
    assertThat(join.routers.restores).as("all had their turn before").isEqualTo(1);
  }

  @Test
  void aRolloutForLateNodesTakesNoOthers() {
    join.keep(join.rollout().forLateNodes());
    until(join, Status.GATING);
    join.comes(Samples.node("paris", 1, 3));
    Rollout end = join.run(LONG);
    assertThat(end.steps()).extracting(NodeStep::node).containsExactly("paris-1", "paris-2");
    assertThat(end.onlyLate()).isTrue();
  }

  @Test
  void aRolloutForLateNodesWaitsForNoneThatIsAwayAgain() {
    join.keep(join.rollout().forLateNodes());
    join.routers.notReady.add("paris-2");
    join.routers.waitsForAll = true;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(statuses(end)).containsExactly(Status.VERIFIED, Status.LEFT_OUT);
    assertThat(join.facts(RolloutFact.Paused.class)).isEmpty();
  }

  @Test
  void aNodeThatLeavesBeforeItsTurnIsNotJoined() {
    join.comes(Samples.node("paris", 1, 3));
    until(join, Status.GATING);
    join.comes(Samples.node("paris", 1, 4));
    join.goes("paris-2");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(end.nodes(Status.VERIFIED)).containsExactly("paris-1", "paris-3", "paris-4");
    assertThat(end.nodes(Status.GONE)).containsExactly("paris-2");
    assertThat(end.step("paris-2").gates()).containsExactly("the node left the cluster");
    assertThat(join.facts(RolloutFact.NodeVerified.class)).hasSize(3);
  }

  @Test
  void aLateNodeThatLeavesDuringItsTurnIsNotJoinedAndDoneForTheOthers() {
    join.keep(join.rollout().forLateNodes());
    join.comes(Samples.node("paris", 1, 3));
    until(join, Status.GATING);
    join.goes("paris-1");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(statuses(end)).containsExactly(Status.GONE, Status.VERIFIED);
    assertThat(RolledOut.nodes(List.of(end), "paris")).containsOnly("paris-2");
    assertThat(RolledOut.leftOut(List.of(end), "paris")).containsOnly("paris-1");
  }

  @Test
  void aNodeThatLeftIsNoNodeOfTheRest() {
    join.comes(Samples.node("paris", 1, 3));
    until(join, Status.RESTARTING);
    join.goes("paris-1");
    join.turn();
    assertThat(statuses(join.rollout())).containsExactly(Status.GONE, Status.PENDING);
    assertThat(Progress.of(join.rollout(), join.clock().instant()).percent()).isZero();
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aNodeThatLeavesOnTheWayBackIsNotSaidToRunItsFormerConfiguration() {
    join.sessionsComeUp = false;
    while (join.facts(RolloutFact.Failed.class).isEmpty()) {
      join.turn();
    }
    join.goes("paris-1");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(statuses(end)).containsExactly(Status.GONE, Status.PENDING);
    assertThat(join.facts(RolloutFact.RolledBack.class).getFirst().nodes()).isEmpty();
  }

  @Test
  void aNodeThatComesBackUnderItsNameGetsItsTurnOnceTheRolloutIsHeld() {
    join.comes(Samples.node("paris", 1, 3));
    until(join, Status.RESTARTING);
    join.goes("paris-1");
    join.routers.outdated = true;
    assertThat(join.run(200).held()).isNotNull();
    join.comes(Samples.node("paris", 1, 1));
    join.routers.outdated = false;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(end.nodes(Status.VERIFIED)).containsExactly("paris-2", "paris-3", "paris-1");
  }

  private static void until(Bench bench, Status wanted) {
    while (bench.rollout().steps().getFirst().status() != wanted) {
      bench.turn();
    }
  }
}

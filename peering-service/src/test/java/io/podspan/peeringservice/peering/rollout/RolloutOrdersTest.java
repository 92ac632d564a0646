package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.rollout.Bench.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Abort;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Pause;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Resume;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Retry;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Rollback;
import io.podspan.peeringservice.peering.rollout.RolloutOrders.Already;
import io.podspan.peeringservice.peering.rollout.RolloutOrders.Decision;
import io.podspan.peeringservice.peering.rollout.RolloutOrders.Obeyed;
import io.podspan.peeringservice.peering.rollout.RolloutOrders.Refused;
import io.podspan.peeringservice.peering.rollout.RolloutOrders.TryAgain;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Failed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Paused;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import io.podspan.peeringservice.peering.rollout.RolloutState.Rolling;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators ask of a rollout, at each point of its course. */
class RolloutOrdersTest {
  private static final int LONG = 1_000;
  private static final Pause PAUSE = new Pause("pat");
  private static final Resume RESUME = new Resume("pat");
  private static final Abort ABORT = new Abort("pat");
  private static final Rollback ROLLBACK = new Rollback("pat");
  private static final Retry RETRY = new Retry("pat");

  private final Bench join = new Bench(Direction.JOIN);

  @Test
  void aPauseLetsTheNodeUnderWayEndAndBeginsNoOther() {
    join.runUntil("GATING");
    join.order(PAUSE);
    Rollout paused = join.run(LONG);
    assertThat(paused.state()).isInstanceOf(Paused.class);
    assertThat(statuses(paused)).containsExactly(Status.VERIFIED, Status.PENDING);
    assertThat(join.facts(RolloutFact.Paused.class).getFirst().reason()).contains("pat");
    assertThat(join.order(PAUSE)).isEqualTo(new Already());

    join.order(RESUME);
    assertThat(join.order(RESUME)).isEqualTo(new Already());
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-2");
  }

  @Test
  void aPauseBeforeAnythingIsWrittenWritesNothing() {
    join.order(PAUSE);
    Rollout paused = join.run(LONG);
    assertThat(paused.state()).isEqualTo(new Paused(NOON, new AwaitingReflectors(NOON, false)));
    assertThat(join.routers.flags).isEqualTo(Samples.FLAGS);
    join.order(RESUME);
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aNodeThatIsOnlyLookedAtHasNotBegun() {
    join.runUntil("CHECKING");
    join.order(PAUSE);
    assertThat(join.rollout().state()).isInstanceOf(Paused.class);
    assertThat(join.run(LONG).steps()).allMatch(s -> s.status() == Status.PENDING);
    assertThat(join.routers.restarts).isEmpty();
  }

  @Test
  void anAbortEndsItWhereItIs() {
    join.runUntil("GATING");
    join.order(ABORT);
    assertThat(join.order(ABORT)).isEqualTo(new Already());
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Failed.class);
    assertThat(end.failure().reason()).isEqualTo("pat aborted the rollout.");
    assertThat(join.routers.restarts).containsExactly("paris-1");
    assertThat(join.routers.flags).contains("--peer-router-ips=192.0.2.1");
  }

  @Test
  void anAbortedOneCanBeRolledBackOrTriedAgain() {
    join.runUntil("GATING");
    join.order(ABORT);
    assertThat(join.decide(RETRY)).isEqualTo(new TryAgain());
    join.order(ROLLBACK);
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(join.routers.flags).isEqualTo(Samples.FLAGS);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-1");
    assertThat(join.routers.held).isFalse();
    assertThat(join.order(ROLLBACK)).isEqualTo(new Already());
  }

  @Test
  void anAbortBeforeAnythingIsWrittenLeavesNothingToRollBack() {
    join.order(ABORT);
    assertThat(join.rollout().state()).isInstanceOf(RolledBack.class);
    assertThat(join.order(ABORT)).isEqualTo(new Already());
    assertThat(join.facts(RolloutFact.RolledBack.class)).hasSize(1);
  }

  @Test
  void aRollbackGoesBackFromWhereverItIs() {
    for (String where : List.of("PREPARING", "APPLYING", "CHECKING", "RESTARTING", "GATING")) {
      Bench bench = new Bench(Direction.JOIN);
      bench.runUntil(where);
      bench.order(ROLLBACK);
      bench.order(ROLLBACK);
      Rollout end = bench.run(LONG);
      assertThat(end.state()).as(where).isInstanceOf(RolledBack.class);
      assertThat(bench.routers.flags).as(where).isEqualTo(Samples.FLAGS);
      assertThat(bench.routers.running.values()).as(where).allMatch(Samples.FLAGS::equals);
      assertThat(end.failure().reason()).isEqualTo("pat rolled the rollout back.");
    }
  }

  @Test
  void whatHasCompletedIsWithdrawnAndNotRolledBack() {
    join.run(LONG);
    Refused refused = (Refused) join.order(ROLLBACK);
    assertThat(refused.code()).isEqualTo("rollout-ended");
    assertThat(refused.nextStep()).contains("Withdraw");
    assertThat(((Refused) join.order(PAUSE)).code()).isEqualTo("rollout-ended");
    assertThat(((Refused) join.order(RESUME)).code()).isEqualTo("rollout-ended");
    assertThat(((Refused) join.order(ABORT)).code()).isEqualTo("rollout-ended");
    assertThat(((Refused) join.order(RETRY)).code()).isEqualTo("nothing-to-retry");
  }

  @Test
  void aLeaveIsNotRolledBack() {
    Bench leave = new Bench(Direction.LEAVE);
    assertThat(((Refused) leave.order(ROLLBACK)).code()).isEqualTo("leave-not-rolled-back");
  }

  @Test
  void theOtherOperatorIsToldWhoDidWhat() {
    join.order(ABORT);
    Refused refused = (Refused) join.order(new Resume("sam"));
    assertThat(refused.detail()).contains("ROLLED_BACK", "pat asked to abort it at");
  }

  @Test
  void inManualModeAFailureAsksAndARetryGoesOnWithTheNodeThatFailed() {
    Bench join = new Bench(Direction.JOIN, manual());
    join.sessionsComeUp = false;
    Rollout asking = join.run(LONG);
    assertThat(asking.state()).isInstanceOf(Paused.class);
    assertThat(asking.steering().pause()).isInstanceOf(PauseReason.Decision.class);
    assertThat(asking.backwards()).isFalse();
    assertThat(statuses(asking)).containsExactly(Status.FAILED, Status.PENDING);
    assertThat(join.facts(RolloutFact.Paused.class).getFirst().node()).isEqualTo("paris-1");
    assertThat(((Refused) join.order(RESUME)).code()).isEqualTo("decision-needed");

    join.sessionsComeUp = true;
    join.order(RETRY);
    assertThat(join.order(RETRY)).isEqualTo(new Already());
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-2");
  }

  @Test
  void inManualModeARollbackKeepsTheReason() {
    Bench join = new Bench(Direction.JOIN, manual());
    join.sessionsComeUp = false;
    join.run(LONG);
    join.order(ROLLBACK);
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(end.failure().node()).isEqualTo("paris-1");
    assertThat(join.routers.flags).isEqualTo(Samples.FLAGS);
  }

  private static Strategy manual() {
    Strategy d = Strategy.DEFAULT;
    return new Strategy(
        d.canary(),
        d.afterCanary(),
        d.batch(),
        d.parallelClusters(),
        d.windows(),
        Strategy.Mode.MANUAL);
  }

  @Test
  void aDaemonSetThatSomebodyEditsStopsItWithBothVersions() {
    join.runUntil("GATING");
    join.routers.template = "image kube-router:2.0";
    Rollout asking = join.run(LONG);
    assertThat(asking.steering().pause()).isInstanceOf(PauseReason.Decision.class);
    Failure failure = ((PauseReason.Decision) asking.steering().pause()).failure();
    assertThat(failure.reason()).contains("Somebody else edited");
    assertThat(failure.evidence())
        .containsExactly(
            "written by the rollout: image kube-router:1.0", "found now: image kube-router:2.0");
    assertThat(join.routers.restarts).containsExactly("paris-1");

    join.order(RETRY);
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void flagsThatSomebodyEditsStopItToo() {
    join.runUntil("GATING");
    join.routers.flags = List.of("--run-router=true");
    Rollout asking = join.run(LONG);
    Failure failure = ((PauseReason.Decision) asking.steering().pause()).failure();
    assertThat(failure.evidence()).contains("written by the rollout: --peer-router-ips=192.0.2.1");
    join.order(RETRY);
    assertThat(join.run(LONG).steering().pause())
        .as("what others wrote is not overwritten")
        .isInstanceOf(PauseReason.Decision.class);
    assertThat(join.routers.flags).containsExactly("--run-router=true");
    assertThat(join.routers.restarts).containsExactly("paris-1");
  }

  @Test
  void anEditDuringAPauseIsNoticedBeforeTheNextNode() {
    join.runUntil("GATING");
    join.order(PAUSE);
    join.run(LONG);
    join.routers.template = "image kube-router:2.0";
    join.order(RESUME);
    assertThat(join.run(LONG).steering().pause()).isInstanceOf(PauseReason.Decision.class);
    assertThat(join.routers.restarts).containsExactly("paris-1");
  }

  @Test
  void theLastOrdersAreKept() {
    for (int i = 0; i < 30; i++) {
      join.order(PAUSE);
      join.order(RESUME);
    }
    assertThat(join.rollout().steering().orders()).hasSize(Steering.MOST);
    assertThat(join.facts(RolloutFact.Steered.class)).hasSize(60);
  }

  @Test
  void anOwnerThatWasActingGoesOnFromWhatWasAsked() {
    join.runUntil("GATING");
    RolloutOwner owner = join.owner();
    join.order(ABORT);
    assertThat(owner.turn()).isTrue();
    assertThat(join.rollout().state()).isInstanceOf(Failed.class);
  }

  @Test
  void nodesUnderWayAreNotForgottenByAPause() {
    join.runUntil("RESTARTING");
    Decision decision = join.decide(PAUSE);
    Rollout holding = ((Obeyed) decision).rollout();
    assertThat(holding.state()).isInstanceOf(Rolling.class);
    assertThat(holding.turns()).hasSize(1);
  }
}

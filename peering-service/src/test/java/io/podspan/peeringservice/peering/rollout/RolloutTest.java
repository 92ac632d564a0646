package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.rollout.Bench.statuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Failed;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import io.podspan.peeringservice.peering.router.Routers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The machine and its owner, stepped by hand; time passes only when it is told to. All stories of
 * one rollout are here, so that a state is seen to be reached by each way that leads to it.
 */
class RolloutTest {
  private static final int LONG = 1_000;

  private final Bench join = new Bench(Direction.JOIN);

  @Test
  void changesNodeAfterNodeAndRestoresTheStrategy() {
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-2");
    assertThat(join.routers.flags).contains("--peer-router-ips=192.0.2.1");
    assertThat(join.routers.held).isFalse();
    assertThat(join.facts)
        .extracting(f -> f.getClass().getSimpleName())
        .containsExactly(
            "Started",
            "Planned",
            "NodeRestarting",
            "NodeVerified",
            "NodeRestarting",
            "NodeVerified",
            "Completed");
    assertThat(join.facts(RolloutFact.NodeVerified.class).getFirst().gates())
        .containsExactly(
            "pod new-paris-1 is new and Ready",
            "session with reflector 'reflector' Established at the reflector",
            "10.1.1.0/24 is at reflector 'reflector'",
            "0 routes to other clusters are in RIB and kernel",
            "1 routes from before are there");
  }

  private static final Reflector FORMER = new Reflector("former", "192.0.2.9", 179, 64512);

  private static Bench change(Turnover turnover) {
    return new Bench(Direction.CHANGE).turningOver(turnover, "--peer-router-ips=192.0.2.9");
  }

  @Test
  void aChangeReplacesAReflectorInOneRestartOfEachNode() {
    Bench change = change(new Turnover(List.of(), List.of(FORMER)));
    assertThat(change.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(change.routers.restarts).containsExactly("paris-1", "paris-2");
    assertThat(change.routers.flags)
        .contains("--peer-router-ips=192.0.2.1")
        .doesNotContain("--peer-router-ips=192.0.2.9");
    assertThat(change.routers.swept).as("BGP takes routes away").isEmpty();
  }

  @Test
  void aChangeThatKeepsTheFormerReflectorForNowDoesNotDependOnIt() {
    Bench change = change(new Turnover(List.of(FORMER), List.of()));
    assertThat(change.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(change.routers.flags)
        .contains("--peer-router-ips=192.0.2.1", "--peer-router-ips=192.0.2.9");
  }

  @Test
  void aChangeWhoseGateDoesNotPassIsTakenBackToTheFormerReflector() {
    Bench change = change(new Turnover(List.of(), List.of(FORMER)));
    change.sessionsComeUp = false;
    assertThat(change.run(LONG).state()).isInstanceOf(RolledBack.class);
    assertThat(change.routers.flags)
        .contains("--peer-router-ips=192.0.2.9")
        .doesNotContain("--peer-router-ips=192.0.2.1");
    assertThat(change.routers.swept).isEmpty();
  }

  @Test
  void aChangeWaitsForTheReflectors() {
    Bench change = change(new Turnover(List.of(), List.of(FORMER)));
    change.reflectorReady = false;
    assertThat(change.run(LONG).state()).isInstanceOf(AwaitingReflectors.class);
    assertThat(change.routers.restarts).isEmpty();
  }

  @Test
  void theWordOfTheNodesOwnRouterIsRecordedWhenItComesInTime() {
    join.routerSaid.put(
        "paris-1",
        new RouterSessions(
            Map.of("192.0.2.1", "Established"), Samples.NOON.plus(Duration.ofHours(1))));
    join.run(LONG);
    assertThat(join.facts(RolloutFact.NodeVerified.class).getFirst().gates())
        .contains("session with reflector 'reflector' Established at both ends");
  }

  @Test
  void waitsForTheReflectorHoweverLongAndSaysSoOnce() {
    join.reflectorReady = false;
    Rollout waiting = join.run(LONG);
    assertThat(waiting.state()).isInstanceOf(AwaitingReflectors.class);
    assertThat(join.routers.restarts).isEmpty();
    assertThat(join.facts(RolloutFact.Paused.class)).hasSize(1);
    join.reflectorReady = true;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aGateThatDoesNotPassStopsThereAndIsRolledBack() {
    join.sessionsComeUp = false;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(statuses(end)).containsExactly(Status.ROLLED_BACK, Status.PENDING);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-1");
    assertThat(join.routers.flags).isEqualTo(Samples.FLAGS);
    assertThat(join.routers.held).isFalse();
    Failure failure = join.facts(RolloutFact.Failed.class).getFirst().failure();
    assertThat(failure.node()).isEqualTo("paris-1");
    assertThat(failure.reason()).contains("waited 60 s", "198.18.1.1");
    assertThat(join.facts(RolloutFact.RolledBack.class).getFirst().nodes())
        .containsExactly("paris-1");
  }

  @Test
  void withoutRollbackItStopsAndLeavesEverythingAsItIs() {
    RolloutPolicy p = Samples.POLICY;
    Bench join =
        new Bench(
            Direction.JOIN,
            new RolloutPolicy(
                p.maxInFlight(),
                p.gateTimeout(),
                p.routeTimeout(),
                p.probeTimeout(),
                p.routerGateTimeout(),
                p.restartTimeout(),
                p.checkTimeout(),
                p.apiTimeout(),
                p.leaveTimeout(),
                p.unreadRoutes(),
                false));
    join.sessionsComeUp = false;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Failed.class);
    assertThat(statuses(end)).containsExactly(Status.FAILED, Status.PENDING);
    assertThat(join.routers.restarts).containsExactly("paris-1");
    assertThat(join.routers.held).isTrue();
  }

  @Test
  void aSessionFromBeforeTheRestartDoesNotCount() {
    join.sessions.put(
        "paris-1",
        new PeerSession("reflector", "198.18.1.1", true, Samples.NOON, Samples.NOON, ""));
    join.pass(Duration.ofMinutes(1));
    join.sessionsComeUp = false;
    join.run(30);
    assertThat(join.rollout().state().text()).isEqualTo("GATING");
    assertThat(join.rollout().steps().getFirst().status()).isEqualTo(Status.GATING);
  }

  @Test
  void aFailureDoesNotReportASessionThatWasLostBeforeTheNodesTurn() {
    join.sessions.put("paris-1", lost("peer sent peer de-configured"));
    join.pass(Duration.ofMinutes(1));
    join.sessionsComeUp = false;
    join.run(LONG);
    assertThat(join.facts(RolloutFact.Failed.class).getFirst().failure().reason())
        .doesNotContain("de-configured");
  }

  @Test
  void aFailureReportsASessionThatWasLostDuringTheNodesTurn() {
    join.sessionsComeUp = false;
    while (!join.rollout().state().text().equals("GATING")) {
      join.turn();
    }
    join.pass(Duration.ofSeconds(1));
    join.sessions.put("paris-1", lost("hold timer expired"));
    join.down("paris-1", "hold timer expired");
    join.run(LONG);
    assertThat(join.facts(RolloutFact.Failed.class).getFirst().failure().reason())
        .contains("hold timer expired");
  }

  private static PeerSession lost(String why) {
    return new PeerSession("reflector", "198.18.1.1", false, Samples.NOON, Samples.NOON, why);
  }

  @Test
  void severalNodesAreUnderWayAtOnceWhereThePolicyAllows() {
    Bench both = new Bench(Direction.JOIN, inFlight(2));
    while (both.facts(RolloutFact.NodeVerified.class).isEmpty()) {
      both.turn();
    }
    assertThat(both.facts.subList(0, 4))
        .extracting(f -> f.getClass().getSimpleName())
        .containsExactly("Started", "Planned", "NodeRestarting", "NodeRestarting");
    assertThat(both.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(both.routers.restarts).containsExactly("paris-1", "paris-2");
  }

  @Test
  void allNodesUnderWayAreTakenBackWhenOneFails() {
    Bench both = new Bench(Direction.JOIN, inFlight(2));
    both.routers.broken.add("paris-1");
    Rollout end = both.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(both.facts(RolloutFact.Failed.class)).hasSize(1);
    assertThat(statuses(end)).containsExactly(Status.ROLLED_BACK, Status.ROLLED_BACK);
    assertThat(both.routers.running.values()).containsOnly(Samples.FLAGS);
  }

  private static RolloutPolicy inFlight(int nodes) {
    return with(nodes, Samples.POLICY.unreadRoutes());
  }

  private static RolloutPolicy with(int nodes, RolloutPolicy.UnreadRoutes unread) {
    RolloutPolicy p = Samples.POLICY;
    return new RolloutPolicy(
        nodes,
        p.gateTimeout(),
        p.routeTimeout(),
        p.probeTimeout(),
        p.routerGateTimeout(),
        p.restartTimeout(),
        p.checkTimeout(),
        p.apiTimeout(),
        p.leaveTimeout(),
        unread,
        p.rollbackOnFailure());
  }

  @Test
  void aNodeThatAnnouncesNothingDoesNotPass() {
    join.announces = false;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(statuses(end)).containsExactly(Status.ROLLED_BACK, Status.PENDING);
    assertThat(join.facts(RolloutFact.Failed.class).getFirst().failure().reason())
        .isEqualTo(
            "paris-1: 10.1.1.0/24 is not at reflector 'reflector':"
                + " paris-1 has announced nothing to the reflector, and sent no End-of-RIB. The gate waited 40 s.");
  }

  @Test
  void aNodeThatCannotBeReadStopsTheRollout() {
    join.unreadable = "exec is forbidden";
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(join.facts(RolloutFact.Failed.class).getFirst().failure().reason())
        .isEqualTo(
            "paris-1: its routes could not be checked:"
                + " route-collector cannot read paris-1: exec is forbidden. The gate waited 40 s.");
  }

  @Test
  void aNodeThatCannotBeReadPassesWhereThePolicySaysSoAndTheGateTells() {
    Bench bench = new Bench(Direction.JOIN, with(1, RolloutPolicy.UnreadRoutes.GO_ON));
    bench.unreadable = "exec is forbidden";
    assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(bench.facts(RolloutFact.NodeVerified.class).getFirst().gates())
        .contains(
            "its routes were not checked: route-collector cannot read paris-1: exec is forbidden");
  }

  @Test
  void aRouteThatWasThereBeforeTheRestartAndIsLostStopsAJoinAndALeave() {
    join.losesRoutes = true;
    assertThat(join.run(LONG).state()).isInstanceOf(RolledBack.class);
    assertThat(join.facts(RolloutFact.Failed.class).getFirst().failure().reason())
        .contains("10.1.2.0/24 via 198.18.1.2 of paris-2 was in its RIB before");
    Bench leave = new Bench(Direction.LEAVE);
    leave.losesRoutes = true;
    leave.routers.flags = join.routers.flags;
    leave.routers.running.replaceAll((_, _) -> List.of("--peer-router-ips=192.0.2.1"));
    assertThat(leave.run(LONG).state()).isInstanceOf(Failed.class);
    assertThat(leave.routers.restarts).containsExactly("paris-1");
  }

  @Test
  void gatesPassWhateverTheClocksOfOtherMachinesSay() {
    for (int seconds : new int[] {-30, 30}) {
      Bench bench = new Bench(Direction.JOIN);
      bench.skew = Duration.ofSeconds(seconds);
      assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
    }
  }

  @Test
  void aVerifiedNodeThatLosesItsSessionStopsTheRolloutThere() {
    while (join.facts(RolloutFact.NodeVerified.class).isEmpty()) {
      join.turn();
    }
    join.sessionsComeUp = false;
    join.down("paris-1", "hold timer expired");
    Rollout end = join.run(LONG);
    Failure failure = join.facts(RolloutFact.Failed.class).getFirst().failure();
    assertThat(failure.node()).isEqualTo("paris-1");
    assertThat(failure.reason()).contains("was verified", "hold timer expired");
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(statuses(end)).containsExactly(Status.ROLLED_BACK, Status.ROLLED_BACK);
  }

  @Test
  void aPodThatDoesNotBecomeReadyIsToldWithItsReason() {
    join.routers.broken.add("paris-2");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    Failure failure = join.facts(RolloutFact.Failed.class).getFirst().failure();
    assertThat(failure.node()).isEqualTo("paris-2");
    assertThat(failure.reason()).contains("CrashLoopBackOff");
    assertThat(join.routers.running.values()).containsOnly(Samples.FLAGS);
  }

  @Test
  void aRollbackThatCannotGoOnSaysSo() {
    join.sessionsComeUp = false;
    while (join.facts(RolloutFact.Failed.class).isEmpty()) {
      join.turn();
    }
    join.routers.withoutPod.add("paris-1");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Failed.class);
    assertThat(end.failure().reason()).startsWith("The rollback stopped:");
  }

  @Test
  void anUnreachableApiIsTriedForAWhile() {
    join.routers.unreachable = true;
    join.run(20);
    assertThat(join.rollout().state().ended()).isFalse();
    join.routers.unreachable = false;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void anApiThatStaysUnreachableBeforeAnythingChangedEndsIt() {
    join.routers.unreachable = true;
    assertThat(join.run(LONG).state()).isInstanceOf(Failed.class);
    assertThat(join.rollout().failure().reason()).isEqualTo("No answer.");
  }

  @Test
  void somebodyElsesChangeIsWorkedInWhenItComesOnce() {
    RolloutOwner owner = join.owner();
    owner.turn();
    owner.turn();
    join.routers.flags = List.of("--run-router=true", "--v=2");
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(join.routers.flags).contains("--v=2", "--peer-router-ips=192.0.2.1");
  }

  @Test
  void aStrategyThatHasToWaitIsToldOnceAndRestoredWhenItCanBe() {
    join.routers.outdated = true;
    Rollout held = join.run(60);
    assertThat(held.state().text()).isEqualTo("RESTORING");
    assertThat(held.held()).isEqualTo("A pod has older flags.");
    assertThat(held.reached()).isTrue();
    assertThat(held.busy()).isFalse();
    assertThat(join.facts(RolloutFact.Paused.class))
        .containsExactly(new RolloutFact.Paused(null, "A pod has older flags.", "Delete it."));
    assertThat(join.routers.restores).as("not every second").isLessThan(20);
    join.routers.outdated = false;
    join.routers.unreachable = true;
    join.run(60);
    assertThat(join.rollout().state().ended()).as("an API that is away").isFalse();
    join.routers.unreachable = false;
    assertThat(join.run(60).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.held).isFalse();
  }

  @Test
  void aHeldStrategyIsRestoredAfterACrashToo() {
    join.routers.outdated = true;
    join.run(60);
    join.routers.outdated = false;
    join.turn();
    assertThat(join.rollout().state()).isInstanceOf(Completed.class);
  }

  @Test
  void aTakenBackJoinWhoseStrategyWaitsCanBeRetried() {
    join.sessionsComeUp = false;
    join.routers.outdated = true;
    Rollout held = join.run(LONG);
    assertThat(held.stopped()).isTrue();
    assertThat(held.reached()).isFalse();
  }

  @Test
  void goesOnAfterACrashAtEveryStep() {
    for (int i = 0; i < LONG && !join.rollout().state().ended(); i++) {
      join.turn();
    }
    assertThat(join.rollout().state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).containsExactly("paris-1", "paris-2");
  }

  @Test
  void goesOnWhenACrashLosesWhatWasDoneButNotYetKept() {
    Bench bench = new Bench(Direction.JOIN);
    for (int i = 0; i < LONG && !bench.rollout().state().ended(); i++) {
      // Done, and then forgotten: the owner dies between the deed and the record.
      new RolloutOwner(
              bench.rollout(),
              new Routers(List.of(bench.routers)),
              bench,
              new Forgetful(),
              clockOf(bench))
          .turn();
      bench.turn();
    }
    assertThat(bench.rollout().state()).isInstanceOf(Completed.class);
    assertThat(bench.routers.restarts).containsExactly("paris-1", "paris-2");
  }

  private static java.time.Clock clockOf(Bench bench) {
    return java.time.Clock.fixed(bench.rollout().state().since(), java.time.ZoneOffset.UTC);
  }

  private static final class Forgetful implements RolloutJournal {
    @Override
    public java.util.Optional<Rollout> load(String id) {
      return java.util.Optional.empty();
    }

    @Override
    public void record(Rollout before, Rollout after, List<RolloutFact> facts) {
      // Forgotten.
    }
  }

  @Test
  void anOwnerWhoseRolloutWasMovedOnBySomebodyElseStops() {
    RolloutOwner late = join.owner();
    join.afterSight =
        () -> {
          join.afterSight = () -> {};
          join.owner().turn();
        };
    assertThatExceptionOfType(StaleRolloutException.class).isThrownBy(late::turn);
  }

  @Test
  void aNodeThatHasTheFlagsAlreadyIsNotRestarted() {
    join.run(LONG);
    Bench again = new Bench(Direction.JOIN);
    again.routers.flags = join.routers.flags;
    again.routers.running.replaceAll((_, _) -> join.routers.flags);
    again.sessions.putAll(join.sessions);
    assertThat(again.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(again.routers.restarts).isEmpty();
    assertThat(again.facts(RolloutFact.NodeRestarting.class)).allMatch(f -> f.pod() == null);
  }

  @Test
  void aLeaveGivesBackWhatWasThere() {
    join.run(LONG);
    Bench leave = new Bench(Direction.LEAVE);
    leave.routers.flags = join.routers.flags;
    leave.routers.running.replaceAll((_, _) -> join.routers.flags);
    leave.sessions.putAll(join.sessions);
    Rollout end = leave.run(LONG);
    assertThat(end.state()).isInstanceOf(Completed.class);
    assertThat(leave.routers.flags).isEqualTo(Samples.FLAGS);
    assertThat(leave.routers.restarts).containsExactly("paris-1", "paris-2");
    assertThat(leave.facts(RolloutFact.NodeVerified.class).getFirst().gates())
        .containsExactly(
            "pod new-paris-1 is new and Ready",
            "no session with reflector 'reflector'",
            "1 routes from before are there");
  }

  @Test
  void routesThatRoutersLeaveBehindAreRemovedAfterALeaveAndAfterARollbackOnly() {
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.swept).isEmpty();

    Bench leave = leaveAfter(join);
    assertThat(leave.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(leave.routers.swept)
        .containsOnlyKeys("paris-1", "paris-2")
        .containsValue(Bench.LEFT);

    Bench failing = new Bench(Direction.JOIN);
    failing.sessionsComeUp = false;
    assertThat(failing.run(LONG).state()).isInstanceOf(RolledBack.class);
    assertThat(failing.routers.swept).containsOnlyKeys("paris-1", "paris-2");
  }

  @Test
  void routesThatCannotBeRemovedAreToldAndRemovedLater() {
    join.run(LONG);
    Bench leave = leaveAfter(join);
    leave.routers.unsweepable =
        Optional.of("it did not work on paris-2: no router pod runs there.");
    Rollout held = leave.run(60);
    assertThat(held.held())
        .isEqualTo(
            "Kernels of paris may still have routes to the clusters that it left:"
                + " it did not work on paris-2: no router pod runs there.");
    assertThat(held.busy()).isFalse();
    assertThat(leave.facts(RolloutFact.Paused.class)).hasSize(1);
    leave.routers.unsweepable = Optional.empty();
    assertThat(leave.run(60).state()).isInstanceOf(Completed.class);
  }

  private static Bench leaveAfter(Bench join) {
    Bench leave = new Bench(Direction.LEAVE);
    leave.routers.flags = join.routers.flags;
    leave.routers.running.replaceAll((_, _) -> join.routers.flags);
    leave.sessions.putAll(join.sessions);
    return leave;
  }

  @Test
  void aLeaveThatFailsStopsAndARetryGoesOnFromThere() {
    join.run(LONG);
    Bench leave = new Bench(Direction.LEAVE);
    leave.routers.flags = join.routers.flags;
    leave.routers.running.replaceAll((_, _) -> join.routers.flags);
    leave.losesRoutes = true;
    assertThat(leave.run(LONG).state()).isInstanceOf(Failed.class);
    assertThat(leave.routers.held).isTrue();

    Bench retry = new Bench(Direction.LEAVE);
    retry.routers.flags = leave.routers.flags;
    retry.routers.running.putAll(leave.routers.running);
    assertThat(retry.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(retry.routers.restarts).containsExactly("paris-2");
  }

  @Test
  void statesHaveNamesForQueries() {
    assertThat(new AwaitingReflectors(Samples.NOON, false).text()).isEqualTo("AWAITING_REFLECTORS");
    assertThat(new RolledBack(Samples.NOON).text()).isEqualTo("ROLLED_BACK");
  }
}

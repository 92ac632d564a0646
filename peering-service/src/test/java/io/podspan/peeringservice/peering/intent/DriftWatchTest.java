package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutCommand;
import io.podspan.peeringservice.peering.rollout.RolloutOrders;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.strategy.Strategy;
import io.podspan.peeringservice.peering.strategy.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Paris and Tokyo are joined in "asia". */
class DriftWatchTest {
  private static final Reflector OTHER = new Reflector("other", "192.0.2.9", 179, 64512);

  private final IntentBench bench = new IntentBench();

  @BeforeEach
  void join() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    bench.announcer.told.clear();
    bench.started.clear();
  }

  /** Somebody takes our flag away. */
  private void edit() {
    bench.api.flags.put("paris", Samples.FLAGS);
  }

  private void healing() {
    bench.intent.save(bench.intent.interconnect("asia").orElseThrow().reactingBy(OnDrift.HEAL));
  }

  /** The reflector of "asia" is to be another one. */
  private void wantTheOther() {
    bench.changes.change(
        new InterconnectRequest(
            "asia",
            List.of("paris", "tokyo"),
            List.of(OTHER),
            false,
            Strategy.DEFAULT,
            OnDrift.HEAL,
            RouterWishes.DEFAULT),
        false);
  }

  private DriftState seen() {
    return bench.drifts.of("asia").get("paris");
  }

  private Rollout last() {
    return Rollout.last(bench.rollouts.all, "paris").orElseThrow();
  }

  @Test
  void whatIsAsItWasWrittenIsNotTold() {
    bench.drift.look("paris");
    assertThat(bench.announcer.told).isEmpty();
    assertThat(seen()).isEqualTo(DriftState.NONE);
  }

  @Test
  void whatIsGoneIsToldOnceAndItsReturnToo() {
    edit();
    bench.drift.look("paris");
    bench.drift.look("paris");
    assertThat(bench.announcer.told).containsExactly("Found paris");
    assertThat(seen().found().getFirst().difference())
        .containsExactly("- --peer-router-ips=192.0.2.1");
    assertThat(seen().nextStep()).contains("onDrift: tell");
    assertThat(bench.started).isEmpty();
    bench.complete("paris");
    bench.drift.look("paris");
    assertThat(bench.announcer.told).endsWith("Ended paris").hasSize(2);
  }

  @Test
  void whatARolloutWritesIsNoDrift() {
    edit();
    bench.interconnects.withdraw("asia");
    bench.drift.look("paris");
    assertThat(bench.announcer.told).noneMatch(line -> line.startsWith("Found"));
    assertThat(seen()).isNull();
  }

  @Test
  void itIsHealedByARolloutAndThatIsTold() {
    healing();
    edit();
    bench.drift.look("paris");
    assertThat(bench.announcer.told).containsExactly("Found paris");
    assertThat(bench.started).containsExactly(last().id());
    assertThat(last().direction()).isEqualTo(Direction.CHANGE);
    assertThat(last().reflectors()).containsExactly(Samples.REFLECTOR);
    bench.drift.look("paris");
    assertThat(bench.announcer.told).as("it is under way").hasSize(1);
    bench.complete("paris");
    bench.drift.look("paris");
    assertThat(bench.announcer.told).containsExactly("Found paris", "Healed paris");
  }

  @Test
  void itIsHealedThreeTimesAnHourAndThenToldThatItWaits() {
    healing();
    for (int i = 0; i < 3; i++) {
      edit();
      bench.drift.look("paris");
      bench.complete("paris");
    }
    edit();
    bench.drift.look("paris");
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(3);
    assertThat(bench.announcer.told)
        .as("it was changed back before anybody looked")
        .containsExactly("Found paris", "Found paris", "Found paris", "Found paris");
    assertThat(seen().waits()).isTrue();
    assertThat(seen().nextStep()).contains("2026-11-23T13:00:00Z", "3 times within an hour");

    bench.clock.pass(Duration.ofHours(1));
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(4);
  }

  @Test
  void theLimitIsOneForAllInterconnectsOfACluster() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.declare("france", "paris", "lyon");
    bench.complete("paris");
    bench.complete("lyon");
    bench.intent.save(bench.intent.interconnect("france").orElseThrow().reactingBy(OnDrift.HEAL));
    bench.started.clear();
    healing();
    for (int i = 0; i < 6; i++) {
      edit();
      bench.drift.look("paris");
      if (!last().state().ended()) {
        bench.complete("paris");
      }
    }
    edit();
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(3);
    assertThat(bench.drifts.in("paris").values())
        .allSatisfy(state -> assertThat(state.nextStep()).contains("3 times within an hour"))
        .allSatisfy(state -> assertThat(state.waits()).isTrue())
        .hasSize(2);
  }

  @Test
  void whatWasRolledBackIsNotBegunAgainByItself() {
    healing();
    wantTheOther();
    bench.move("paris", new RolloutState.RolledBack(NOON));
    bench.move("tokyo", new RolloutState.RolledBack(NOON));
    bench.started.clear();
    edit();
    bench.drift.look("paris");
    assertThat(bench.started).isEmpty();
    assertThat(seen().found()).hasSize(1);
    assertThat(seen().healing()).isFalse();
    assertThat(seen().waits()).isFalse();
    assertThat(seen().nextStep())
        .startsWith("Nothing is written again by itself, although onDrift is heal")
        .contains("the last rollout of paris is ROLLED_BACK", "Retry that rollout");
  }

  @Test
  void aHealThatAnOperatorStoppedIsNotBegunAgain() {
    healing();
    edit();
    bench.drift.look("paris");
    bench.move("paris", new RolloutState.Failed(NOON));
    bench.drift.look("paris");
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(1);
    assertThat(bench.announcer.told).containsExactly("Found paris", "Found paris");
    assertThat(seen().nextStep()).contains("the last rollout of paris is FAILED");
  }

  @Test
  void aClusterThatWaitsForAnotherOneIsHealedWithTheFormerReflectorThatItKeeps() {
    healing();
    wantTheOther();
    bench.complete("paris");
    bench.move("tokyo", new RolloutState.RolledBack(NOON));
    bench.started.clear();
    edit();
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(1);
    assertThat(last().peersAfter()).containsExactly(OTHER, Samples.REFLECTOR);
    assertThat(last().turnover().givenUp()).isEmpty();
  }

  @Test
  void itIsWatchedHoweverOftenOthersOfTheClusterWereRolledOut() {
    bench.register(Samples.cluster("lyon", 2, Samples.KUBE_ROUTER));
    bench.declare("france", "paris", "lyon");
    bench.complete("paris");
    bench.complete("lyon");
    Rollout others = last();
    for (int i = 0; i < 1001; i++) {
      bench.rollouts.add(others);
    }
    bench.announcer.told.clear();
    edit();
    bench.drift.look("paris");
    assertThat(bench.announcer.told).as("for both").containsExactly("Found paris", "Found paris");
  }

  @Test
  void aClusterThatCannotBeReadHasNotDriftedAndHasNotComeBack() {
    edit();
    bench.drift.look("paris");
    bench.api.away.add("paris");
    bench.drift.look("paris");
    assertThat(bench.announcer.told).containsExactly("Found paris");
    assertThat(seen().found()).hasSize(1);
    assertThat(seen().unread()).isEqualTo("No answer.");
    bench.api.away.clear();
    bench.complete("paris");
    bench.drift.look("paris");
    assertThat(seen()).isEqualTo(DriftState.NONE);
  }

  /** A node comes, and its routers do not get peers by themselves. */
  private void comes(String node) {
    bench.register(
        bench.paris.with(
            List.of(
                Samples.node("paris", 1, 1),
                Samples.node("paris", 1, 2),
                new Node(node, "198.18.1.3", Samples.cidrs("10.1.3.0/24")))));
    bench.api.late.put("paris", List.of(node));
  }

  private void fails() {
    bench.move("paris", new RolloutState.RolledBack(bench.clock.instant()));
  }

  @Test
  void aNodeThatComesLaterGetsARolloutOfItsOwnAlsoWhereDriftIsOnlyTold() {
    comes("paris-3");
    bench.drift.look("paris");
    assertThat(bench.started).containsExactly(last().id());
    assertThat(last().direction()).isEqualTo(Direction.CHANGE);
    assertThat(last().onlyLate()).isTrue();
    assertThat(last().steps()).extracting(NodeStep::node).containsExactly("paris-3");
    bench.drift.look("paris");
    assertThat(bench.started).as("it is under way").hasSize(1);
  }

  @Test
  void aLateNodeDoesNotKeepTheClusterFromOthersUntilAWindowOpens() {
    Strategy always = Strategy.DEFAULT;
    LocalTime now = bench.clock.instant().atZone(ZoneOffset.UTC).toLocalTime();
    Window later =
        new Window(
            EnumSet.allOf(DayOfWeek.class), now.plusHours(2), now.plusHours(3), ZoneOffset.UTC);
    bench.intent.save(
        bench
            .intent
            .interconnect("asia")
            .orElseThrow()
            .rollingOutBy(
                new Strategy(
                    always.canary(),
                    always.afterCanary(),
                    always.batch(),
                    null,
                    List.of(later),
                    always.mode())));
    comes("paris-3");
    bench.drift.look("paris");
    assertThat(bench.started).isEmpty();

    bench.clock.pass(Duration.ofMinutes(150));
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(1);
  }

  @Test
  void aHealingRolloutTakesTheLateNodeWithIt() {
    healing();
    edit();
    comes("paris-3");
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(1);
    assertThat(last().onlyLate()).isFalse();
    assertThat(last().steps())
        .extracting(NodeStep::node)
        .containsExactly("paris-1", "paris-2", "paris-3");
  }

  @Test
  void aLateNodeWhoseRolloutFailsIsTriedThreeTimesAnHour() {
    comes("paris-3");
    for (int i = 0; i < 4; i++) {
      bench.drift.look("paris");
      fails();
    }
    assertThat(bench.started).hasSize(3);
    bench.clock.pass(Duration.ofHours(1));
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(4);
  }

  @Test
  void aLateNodeThatIsAwayAtEachTurnIsTriedThreeTimesAnHour() {
    comes("paris-3");
    for (int i = 0; i < 4; i++) {
      bench.drift.look("paris");
      bench.goesWithoutItsNodes("paris");
    }
    assertThat(bench.started).hasSize(3);
    bench.clock.pass(Duration.ofHours(1));
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(4);
  }

  @Test
  void aLateNodeThatAnOperatorStoppedIsLeftToTheOperator() {
    comes("paris-3");
    bench.drift.look("paris");
    abort(last());
    bench.clock.pass(Duration.ofHours(2));
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(1);
  }

  @Test
  void whatAnOperatorStoppedCanBeRetriedAlsoWhenAnotherLateNodeCameSince() {
    comes("paris-3");
    bench.drift.look("paris");
    Rollout stopped = abort(last());
    comes("paris-4");
    bench.drift.look("paris");
    bench.complete("paris");
    assertThat(bench.started).hasSize(2);

    SteeredRollouts.Outcome outcome =
        bench.steered().order(stopped.id(), new RolloutCommand.Retry("pat"));
    assertThat(outcome).isInstanceOf(SteeredRollouts.Done.class);
    assertThat(last().onlyLate()).isFalse();
    assertThat(last().direction()).isEqualTo(Direction.CHANGE);
    assertThat(bench.steered().order(stopped.id(), new RolloutCommand.Retry("pat")))
        .as("again")
        .isEqualTo(new SteeredRollouts.Done(last()));
  }

  private Rollout abort(Rollout before) {
    RolloutOrders.Decision decision =
        RolloutOrders.decide(before, new RolloutCommand.Abort("pat"), bench.clock.instant());
    Rollout stopped = ((RolloutOrders.Obeyed) decision).rollout();
    bench.rollouts.replace(before, stopped);
    return stopped;
  }

  @Test
  void aClusterWhoseIntentBecameAnotherOneIsBroughtUpToDateThreeTimesAnHourAtMost() {
    bench.api.outdated.add("paris");
    for (int i = 0; i < 4; i++) {
      bench.drift.look("paris");
      bench.complete("paris");
    }
    assertThat(bench.started).as("it never helps").hasSize(3);
    assertThat(last().steps()).hasSize(2);
    assertThat(bench.announcer.told).as("nobody changed anything").isEmpty();
    bench.clock.pass(Duration.ofHours(1));
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(4);
  }

  @Test
  void whatOthersChangedIsNotWrittenOverBecauseTheIntentBecameAnotherOne() {
    bench.api.outdated.add("paris");
    edit();
    bench.drift.look("paris");
    assertThat(bench.started).isEmpty();
  }

  @Test
  void whatIsRolledOutToALateNodeHidesNothingOfTheOthers() {
    comes("paris-3");
    bench.drift.look("paris");
    bench.complete("paris");
    bench.api.late.clear();
    bench.drift.look("paris");
    assertThat(seen()).isEqualTo(DriftState.NONE);
    assertThat(bench.started).hasSize(1);
    assertThat(bench.rollouts.of("asia", "paris"))
        .extracting(Rollout::direction)
        .containsExactly(Direction.CHANGE, Direction.JOIN);
    edit();
    bench.drift.look("paris");
    assertThat(seen().found()).isNotEmpty();
  }

  @Test
  void aLateNodeThatFailedDoesNotKeepTheOthersFromBeingHealed() {
    healing();
    comes("paris-3");
    bench.drift.look("paris");
    fails();
    edit();
    bench.drift.look("paris");
    assertThat(bench.started).hasSize(2);
    assertThat(last().onlyLate()).isFalse();
  }

  @Test
  void aNodeThatComesBeforeItsClusterHasJoinedWaitsForTheJoin() {
    bench.interconnects.withdraw("asia");
    comes("paris-3");
    bench.drift.look("paris");
    assertThat(bench.rollouts.all).noneMatch(Rollout::onlyLate);
  }

  @Test
  void aClusterThatLeftIsForgotten() {
    edit();
    bench.drift.look("paris");
    bench.interconnects.withdraw("asia");
    bench.drift.look("paris");
    assertThat(bench.drifts.of("asia")).isEmpty();
    assertThat(List.copyOf(bench.announcer.told)).filteredOn(t -> t.startsWith("Found")).hasSize(1);
  }
}

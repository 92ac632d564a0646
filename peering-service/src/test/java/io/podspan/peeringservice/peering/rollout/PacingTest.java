package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.rollout.Bench.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingTurn;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Paused;
import io.podspan.peeringservice.peering.strategy.Strategy;
import io.podspan.peeringservice.peering.strategy.Strategy.AfterCanary;
import io.podspan.peeringservice.peering.strategy.Strategy.Batch;
import io.podspan.peeringservice.peering.strategy.Strategy.Canary;
import io.podspan.peeringservice.peering.strategy.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nodes begin when, by the strategy. */
class PacingTest {
  private static final int LONG = 1_000;

  private static Strategy strategy(
      Canary canary,
      AfterCanary after,
      Batch batch,
      @Nullable Integer clusters,
      Window... windows) {
    return new Strategy(canary, after, batch, clusters, List.of(windows), Strategy.Mode.AUTOMATIC);
  }

  private static Strategy canary(Canary canary, AfterCanary after) {
    return strategy(canary, after, new Batch.ByPolicy(), null);
  }

  @Test
  void theCanaryGoesFirstAndTheOthersWaitUntilAnOperatorResumes() {
    Bench bench =
        new Bench(
            Direction.JOIN,
            canary(new Canary.Named(List.of("paris/paris-2")), new AfterCanary.Ask()));
    Rollout waiting = bench.run(LONG);
    assertThat(statuses(waiting)).containsExactly(Status.PENDING, Status.VERIFIED);
    assertThat(waiting.steering().pause()).isInstanceOf(PauseReason.AfterCanary.class);
    assertThat(bench.facts(RolloutFact.Paused.class)).hasSize(1);
    bench.order(new RolloutCommand.Resume("pat"));
    assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(bench.routers.restarts).containsExactly("paris-2", "paris-1");
  }

  @Test
  void aPauseWithATimeEndsByItself() {
    Bench bench =
        new Bench(
            Direction.JOIN,
            canary(new Canary.First(1), new AfterCanary.WaitFor(Duration.ofMinutes(5))));
    Rollout waiting = bench.run(200);
    assertThat(waiting.state()).isInstanceOf(Paused.class);
    assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(bench.facts(RolloutFact.Steered.class)).hasSize(1);
  }

  @Test
  void nodesWithTheLabelsAreTheCanary() {
    Bench bench =
        new Bench(
            Direction.JOIN,
            canary(new Canary.Labelled(Map.of("canary", "true")), new AfterCanary.GoOn()));
    bench.routers.labelled = List.of("paris-2");
    bench.run(LONG);
    assertThat(bench.routers.restarts).containsExactly("paris-2", "paris-1");
  }

  @Test
  void aCanaryOfAnotherClusterIsNone() {
    Bench bench =
        new Bench(
            Direction.JOIN,
            canary(new Canary.Named(List.of("london/paris-2")), new AfterCanary.Ask()));
    assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(bench.routers.restarts).containsExactly("paris-1", "paris-2");
  }

  @Test
  void aBatchBeginsTogetherAndNeverExceedsMaxUnavailable() {
    Strategy two = strategy(new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.Count(2), null);
    Bench bench = new Bench(Direction.JOIN, two);
    assertThat(mostAtOnce(bench)).isEqualTo(2);

    Bench limited = new Bench(Direction.JOIN, two);
    limited.routers.mostUnavailable = 1;
    assertThat(mostAtOnce(limited)).isEqualTo(1);
    assertThat(limited.rollout().state()).isInstanceOf(Completed.class);
  }

  @Test
  void whatAnOperatorOrdersBetweenTwoNodesOfATurnCountsForTheSecond() {
    Bench bench =
        new Bench(
            Direction.JOIN,
            strategy(new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.Count(2), null));
    while (!bench.rollout().turns().stream().allMatch(NodeTurn.Restarting.class::isInstance)
        || bench.rollout().turns().size() < 2) {
      bench.turn();
    }
    AtomicInteger looks = new AtomicInteger();
    bench.keptElsewhere =
        () -> {
          if (looks.incrementAndGet() == 2) {
            bench.order(new RolloutCommand.Abort("pat"));
          }
          return bench.rollout();
        };
    assertThat(bench.owner().turn()).as("waits").isFalse();
    assertThat(bench.routers.restarts).containsExactly("paris-1");
    assertThat(bench.run(LONG).failure().reason()).isEqualTo("pat aborted the rollout.");
    assertThat(bench.routers.restarts).containsExactly("paris-1");
  }

  @Test
  void aPercentageIsRoundedUp() {
    Strategy some =
        strategy(new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.Percent(51), null);
    assertThat(mostAtOnce(new Bench(Direction.JOIN, some))).isEqualTo(2);
    Strategy few =
        strategy(new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.Percent(1), null);
    assertThat(mostAtOnce(new Bench(Direction.JOIN, few))).isEqualTo(1);
  }

  private static int mostAtOnce(Bench bench) {
    int most = 0;
    for (int i = 0; i < 100 && !bench.rollout().state().ended(); i++) {
      bench.turn();
      most = Math.max(most, bench.rollout().turns().size());
    }
    return most;
  }

  @Test
  void outsideOfAWindowNothingIsWritten() {
    Window night =
        new Window(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(22, 0),
            LocalTime.of(23, 0),
            ZoneOffset.UTC);
    Bench bench =
        new Bench(
            Direction.JOIN,
            strategy(
                new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.ByPolicy(), null, night));
    bench.run(LONG);
    assertThat(bench.rollout().steering().pause()).isInstanceOf(PauseReason.OutsideWindow.class);
    assertThat(bench.routers.flags).isEqualTo(Samples.FLAGS);
    bench.pass(Duration.ofHours(10));
    assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aNodeUnderWayEndsAfterTheWindowAndTheNextOneWaits() {
    Window noon =
        new Window(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(12, 0),
            LocalTime.of(12, 1),
            ZoneOffset.UTC);
    Bench bench =
        new Bench(
            Direction.JOIN,
            strategy(
                new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.ByPolicy(), null, noon));
    bench.runUntil("RESTARTING");
    bench.pass(Duration.ofMinutes(1));
    bench.run(LONG);
    assertThat(statuses(bench.rollout())).containsExactly(Status.VERIFIED, Status.PENDING);
    assertThat(bench.rollout().steering().pause()).isInstanceOf(PauseReason.OutsideWindow.class);
    assertThat(bench.rollout().steering().pause().until()).isEqualTo(NOON.plus(Duration.ofDays(1)));
  }

  @Test
  void theWayBackWaitsForNoWindow() {
    Window noon =
        new Window(
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.of(12, 0),
            LocalTime.of(12, 1),
            ZoneOffset.UTC);
    Bench bench =
        new Bench(
            Direction.JOIN,
            strategy(
                new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.ByPolicy(), null, noon));
    bench.sessionsComeUp = false;
    assertThat(bench.run(LONG).state()).isInstanceOf(RolloutState.RolledBack.class);
  }

  @Test
  void itWaitsForTheClustersBeforeIt() {
    Strategy inSequence =
        strategy(new Canary.Nobody(), new AfterCanary.GoOn(), new Batch.ByPolicy(), 2);
    Bench bench = new Bench(Direction.JOIN, inSequence);
    bench.ahead = new ArrayList<>(List.of("london", "rome"));
    assertThat(bench.run(LONG).state()).isInstanceOf(AwaitingTurn.class);
    bench.ahead = List.of("london");
    assertThat(bench.run(LONG).state()).isInstanceOf(Completed.class);
  }
}

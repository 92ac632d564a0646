package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.strategy.Strategy;
import io.podspan.peeringservice.peering.strategy.Strategy.AfterCanary;
import io.podspan.peeringservice.peering.strategy.Strategy.Batch;
import io.podspan.peeringservice.peering.strategy.Strategy.Canary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An owner dies at every point of a rollout: before and after each action on the cluster, before
 * and after each save. Another one goes on from what is kept. Whatever the point, the end is that
 * of a rollout that nobody killed, and each effect is there once.
 */
class CrashTest {
  private static final int MOST_TURNS = 500;

  private final Set<String> states = new HashSet<>();

  /** What happens to a rollout. */
  enum Story {
    JOINS(() -> new Bench(Direction.JOIN), _ -> {}),
    LEAVES(CrashTest::joined, _ -> {}),
    IS_TAKEN_BACK(() -> new Bench(Direction.JOIN), bench -> bench.routers.broken.add("paris-2")),
    IS_ROLLED_BACK_BY_AN_OPERATOR(
        () -> new Bench(Direction.JOIN),
        bench -> bench.at("GATING", new RolloutCommand.Rollback("pat"))),
    IS_PAUSED_AND_RESUMED(
        () -> new Bench(Direction.JOIN),
        bench -> {
          bench.at("RESTARTING", new RolloutCommand.Pause("pat"));
          bench.at("PAUSED", new RolloutCommand.Resume("pat"));
        }),
    HAS_A_CANARY(() -> new Bench(Direction.JOIN, canary()), _ -> {}),
    ASKS_AND_IS_TRIED_AGAIN(
        () -> new Bench(Direction.JOIN, asking()),
        bench -> {
          bench.sessionsComeUp = false;
          bench.onPause = () -> bench.sessionsComeUp = true;
          bench.at("PAUSED", new RolloutCommand.Retry("pat"));
        });

    private final Supplier<Bench> start;
    private final Consumer<Bench> course;

    Story(Supplier<Bench> start, Consumer<Bench> course) {
      this.start = start;
      this.course = course;
    }

    Bench begin() {
      Bench bench = start.get();
      course.accept(bench);
      return bench;
    }
  }

  private static Bench joined() {
    Bench bench = new Bench(Direction.LEAVE);
    List<String> peered = new ArrayList<>(bench.routers.flags);
    peered.add("--peer-router-ips=192.0.2.1");
    bench.routers.flags = List.copyOf(peered);
    bench.routers.running.replaceAll((_, _) -> List.copyOf(peered));
    return bench;
  }

  private static Strategy canary() {
    return new Strategy(
        new Canary.Named(List.of("paris-2")),
        new AfterCanary.WaitFor(Duration.ofSeconds(30)),
        new Batch.Count(1),
        1,
        List.of(),
        Strategy.Mode.AUTOMATIC);
  }

  private static Strategy asking() {
    Strategy d = Strategy.DEFAULT;
    return new Strategy(
        d.canary(), d.afterCanary(), d.batch(), null, d.windows(), Strategy.Mode.MANUAL);
  }

  @ParameterizedTest
  @EnumSource
  void whereverAnOwnerDiesEachEffectIsThereOnce(Story story) {
    KillSwitch counting = new KillSwitch(0);
    Bench calm = run(story, counting);
    assertThat(calm.rollout().state().ended()).isTrue();
    assertThat(counting.points.size()).isGreaterThan(10);
    for (int kill = 1; kill <= counting.points.size(); kill++) {
      String where = story + " killed " + counting.points.get(kill - 1);
      Bench crashed = run(story, new KillSwitch(kill));
      assertThat(crashed.rollout().state())
          .as(where)
          .hasSameClassAs(calm.rollout().state())
          .isNotInstanceOf(RolloutState.Failed.class);
      assertThat(crashed.routers.restarts).as(where).isEqualTo(calm.routers.restarts);
      assertThat(crashed.routers.writes).as(where).isEqualTo(calm.routers.writes);
      assertThat(crashed.routers.holds).as(where).isEqualTo(calm.routers.holds);
      assertThat(crashed.routers.held).as(where).isFalse();
      assertThat(crashed.routers.flags).as(where).isEqualTo(calm.routers.flags);
      assertThat(crashed.routers.running).as(where).isEqualTo(calm.routers.running);
      assertThat(crashed.told()).as(where).isEqualTo(calm.told());
      assertThat(Bench.statuses(crashed.rollout()))
          .as(where)
          .isEqualTo(Bench.statuses(calm.rollout()));
    }
  }

  private Bench run(Story story, KillSwitch kill) {
    Bench bench = story.begin();
    RolloutOwner owner = owner(bench, kill);
    for (int i = 0; i < MOST_TURNS && !bench.rollout().state().ended(); i++) {
      states.add(bench.rollout().state().text());
      try {
        bench.turn(owner);
      } catch (KillSwitch.Killed | StaleRolloutException e) {
        owner = owner(bench, kill);
      }
    }
    return bench;
  }

  private static RolloutOwner owner(Bench bench, KillSwitch kill) {
    RolloutJournal journal =
        new RolloutJournal() {
          @Override
          public Optional<Rollout> load(String id) {
            return bench.load(id);
          }

          @Override
          public void record(Rollout before, Rollout after, List<RolloutFact> facts) {
            String step = before.state().text() + " to " + after.state().text();
            kill.point("before the save of " + step);
            bench.record(before, after, facts);
            kill.point("after the save of " + step);
          }
        };
    return new RolloutOwner(
        bench.rollout(),
        new Routers(List.of(new KillableRouters(bench.routers, kill))),
        bench,
        journal,
        bench.clock());
  }

  @ParameterizedTest
  @EnumSource(names = {"HAS_A_CANARY", "IS_TAKEN_BACK", "ASKS_AND_IS_TRIED_AGAIN"})
  void theStoriesPassThroughTheStates(Story story) {
    run(story, new KillSwitch(0));
    assertThat(states).contains("APPLYING", "CHECKING", "RESTARTING", "RESTORING");
  }
}

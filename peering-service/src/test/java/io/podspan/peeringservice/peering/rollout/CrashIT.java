package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.intent.RolloutProgress;
import io.podspan.peeringservice.peering.intent.SteeredRollouts;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.store.PostgresIntent;
import io.podspan.peeringservice.store.PostgresObservations;
import io.podspan.peeringservice.store.PostgresRollouts;
import io.podspan.peeringservice.store.PostgresTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * As {@code CrashTest}, with Postgres: an owner, or the request of an operator, dies before each
 * transaction, in it before it commits, and after it. What was told is in the same transaction.
 */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class CrashIT {
  private static final int MOST_TURNS = 500;

  @Inject PostgresIntent intent;
  @Inject PostgresRollouts rollouts;
  @Inject PostgresObservations observations;
  @Inject PostgresTransaction postgres;

  private final Standby standby = new Standby();

  @BeforeEach
  void nobodyElseDrives() {
    standby.begin();
  }

  @AfterEach
  void end() {
    standby.end();
  }

  @ParameterizedTest
  @EnumSource(
      value = CrashTest.Story.class,
      names = {"IS_TAKEN_BACK", "IS_PAUSED_AND_RESUMED"})
  void whateverTransactionItDiesInEachEffectIsThereOnce(CrashTest.Story story) {
    KillSwitch counting = new KillSwitch(0);
    Bench calm = run(story, counting);
    List<String> told = standby.told(calm.rollout().id());
    assertThat(calm.rollout().state().ended()).isTrue();
    assertThat(counting.points).anyMatch(point -> point.startsWith("in a transaction"));
    for (int kill = 1; kill <= counting.points.size(); kill++) {
      String where = story + " killed " + counting.points.get(kill - 1) + ", point " + kill;
      Bench crashed = run(story, new KillSwitch(kill));
      assertThat(crashed.rollout().state())
          .as(where)
          .hasSameClassAs(calm.rollout().state())
          .isNotInstanceOf(RolloutState.Failed.class);
      assertThat(crashed.routers.restarts).as(where).isEqualTo(calm.routers.restarts);
      assertThat(crashed.routers.writes).as(where).isEqualTo(calm.routers.writes);
      assertThat(crashed.routers.held).as(where).isFalse();
      assertThat(standby.told(crashed.rollout().id())).as(where).isEqualTo(told);
    }
  }

  private Bench run(CrashTest.Story story, KillSwitch kill) {
    Bench bench = story.begin();
    String id = UUID.randomUUID().toString();
    bench.named(id);
    bench.keptElsewhere = () -> kept(id);
    postgres.call(
        () -> {
          rollouts.add(bench.rollout());
          return id;
        });
    Transaction transaction = killable(kill);
    RolloutProgress journal =
        new RolloutProgress(
            intent,
            rollouts,
            observations,
            standby,
            transaction,
            Clock.systemUTC(),
            Samples.POLICY,
            _ -> {},
            _ -> {});
    SteeredRollouts steered =
        new SteeredRollouts(
            intent,
            rollouts,
            standby,
            transaction,
            bench.clock(),
            bench.rollout().policy(),
            _ -> {});
    RolloutOwner owner = owner(bench, journal, id);
    for (int i = 0; i < MOST_TURNS && !bench.rollout().state().ended(); i++) {
      try {
        Optional<RolloutCommand> order = bench.nextOrder();
        if (order.isPresent()) {
          order(bench, steered, id, order.get());
          owner = owner(bench, journal, id);
        }
        bench.step(owner);
      } catch (KillSwitch.Killed e) {
        // The next owner goes on; the operator asks again, because no answer came.
        owner = owner(bench, journal, id);
      }
      bench.keep(kept(id));
    }
    return bench;
  }

  private RolloutOwner owner(Bench bench, RolloutProgress journal, String id) {
    return new RolloutOwner(
        kept(id), new Routers(List.of(bench.routers)), bench, journal, bench.clock());
  }

  private static void order(
      Bench bench, SteeredRollouts steered, String id, RolloutCommand command) {
    assertThat(steered.order(id, command)).isInstanceOf(SteeredRollouts.Done.class);
    bench.ordered();
  }

  private Rollout kept(String id) {
    return postgres.call(() -> rollouts.load(id)).orElseThrow();
  }

  private Transaction killable(KillSwitch kill) {
    return new Transaction() {
      @Override
      public <T> T call(Supplier<T> work) {
        kill.point("before a transaction");
        T result =
            postgres.call(
                () -> {
                  T done = work.get();
                  kill.point("in a transaction");
                  return done;
                });
        kill.point("after a transaction");
        return result;
      }
    };
  }
}

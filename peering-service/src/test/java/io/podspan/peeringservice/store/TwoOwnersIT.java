package io.podspan.peeringservice.store;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one owner wrote stays, though another began to write the same row before. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class TwoOwnersIT {
  private static final ReflectorWord WORD = new ReflectorWord("", 179, 64512);
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final Reflector REFLECTOR = new Reflector("rr", "198.18.0.1", 179, 64512);
  private static final Interconnect DECLARED =
      new Interconnect("europe", 1, List.of("paris", "tokyo"), List.of(REFLECTOR), false, NOW);

  private static final Condition PLANNED =
      new Condition(Condition.Type.PLANNED, Condition.Status.TRUE, "PreflightPassed", "", NOW);

  @Inject PostgresIntent intent;
  @Inject PostgresRollouts rollouts;
  @Inject PostgresObservations observations;
  @Inject StoredConditions conditions;
  @Inject Interconnects interconnects;

  @AfterEach
  void remove() {
    inTransaction(
        () -> {
          InterconnectRow.deleteAll();
          RolloutRow.deleteAll();
          ReflectorRow.deleteAll();
        });
  }

  @Test
  void aWithdrawalStaysThoughConditionsWereBeingWorkedOut() {
    inTransaction(() -> intent.save(DECLARED));

    inTransaction(
        () -> {
          assertThat(intent.interconnects()).containsExactly(DECLARED);
          inTransaction(() -> intent.save(DECLARED.beingWithdrawn()));
          conditions.save("europe", List.of(PLANNED));
        });

    assertThat(QuarkusTransaction.requiringNew().call(() -> intent.interconnect("europe")))
        .contains(DECLARED.beingWithdrawn());
    assertThat(conditions.of("europe")).containsExactly(PLANNED);
  }

  @Test
  void aRolloutThatMovedOnMeanwhileIsNotReplaced() {
    Rollout waiting = rollout();
    Rollout begun = waiting.calledOff("begun by its owner", NOW);
    inTransaction(() -> rollouts.add(waiting));

    assertThatThrownBy(
            () ->
                inTransaction(
                    () -> {
                      assertThat(rollouts.of("europe")).containsExactly(waiting);
                      inTransaction(() -> rollouts.replace(waiting, begun));
                      rollouts.replace(waiting, waiting.calledOff("withdrawn", NOW));
                    }))
        .isInstanceOf(StaleRolloutException.class);

    assertThat(QuarkusTransaction.requiringNew().call(() -> rollouts.load(waiting.id())))
        .contains(begun);
  }

  @Test
  void aWithdrawalInTheMomentWhenARolloutBeginsFindsItBusy() throws Exception {
    Rollout waiting = rollout();
    Rollout begun = begun(waiting);
    inTransaction(() -> intent.save(DECLARED));
    inTransaction(() -> rollouts.add(waiting));
    var withdrawal = new FutureTask<>(() -> interconnects.withdraw("europe"));

    inTransaction(
        () -> {
          rollouts.replace(waiting, begun);
          Thread.ofVirtual().start(withdrawal);
          await().until(() -> withdrawal.isDone() || somebodyWaitsForALock());
        });

    assertThat(withdrawal.get()).isEqualTo(new Interconnects.Busy(List.of(begun)));
  }

  @Test
  void whatAReflectorTookOverStaysThoughAnInterconnectWasBeingForgotten()
      throws InterruptedException {
    inTransaction(() -> observations.reflectorHas("rr", Map.of("europe", 1L), WORD, NOW));
    Thread hearing =
        Thread.ofVirtual()
            .unstarted(
                () ->
                    inTransaction(
                        () ->
                            observations.reflectorHas(
                                "rr", Map.of("europe", 1L, "asia", 1L), WORD, NOW.plusMillis(1))));

    inTransaction(
        () -> {
          observations.keepOnly(new DeclaredIntent(List.of(), List.of()));
          hearing.start();
          await().until(() -> !hearing.isAlive() || somebodyWaitsForALock());
        });
    hearing.join();

    List<String> behind =
        QuarkusTransaction.requiringNew()
            .call(() -> observations.behind(List.of(REFLECTOR), "asia", 1));
    assertThat(behind).isEmpty();
  }

  private static boolean somebodyWaitsForALock() {
    return QuarkusTransaction.requiringNew()
            .call(
                () ->
                    (Number)
                        InterconnectRow.getEntityManager()
                            .createNativeQuery(
                                "select count(*) from pg_locks where not granted", Long.class)
                            .getSingleResult())
            .longValue()
        > 0;
  }

  private static Rollout rollout() {
    return Rollout.created(
        "11111111-1111-1111-1111-111111111111",
        "europe",
        1,
        "paris",
        Direction.JOIN,
        List.of(REFLECTOR),
        Samples.POLICY,
        null,
        List.of(new Node("paris-n1", "198.18.1.11", List.of())),
        NOW);
  }

  private static Rollout begun(Rollout waiting) {
    return new Rollout(
        waiting.id(),
        waiting.interconnect(),
        waiting.revision(),
        waiting.cluster(),
        waiting.direction(),
        waiting.reflectors(),
        waiting.policy(),
        new RolloutState.Preparing(NOW, 1),
        waiting.change(),
        waiting.steps(),
        null,
        waiting.createdAt(),
        NOW);
  }

  private static void inTransaction(Runnable work) {
    QuarkusTransaction.requiringNew().run(work);
  }
}

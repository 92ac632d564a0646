package io.podspan.peeringservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of the history of rollouts. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class RolloutHistoryIT {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final RolloutState COMPLETED = new RolloutState.Completed(NOW);
  private static final RolloutState ROLLED_BACK = new RolloutState.RolledBack(NOW);

  private static final RolloutState HELD = new RolloutState.Restoring(NOW, "A pod is old.");

  @Inject PostgresRollouts rollouts;
  private int count;

  /** Other test classes leave theirs. */
  @BeforeEach
  @AfterEach
  void remove() {
    QuarkusTransaction.requiringNew().run(() -> RolloutRow.deleteAll());
  }

  private Rollout add(
      String interconnect, String cluster, RolloutState state, @Nullable RouterChange change) {
    return add(interconnect, cluster, state, change, false);
  }

  private Rollout add(
      String interconnect,
      String cluster,
      RolloutState state,
      @Nullable RouterChange change,
      boolean onlyLate) {
    Rollout whole =
        new Rollout(
            UUID.randomUUID().toString(),
            interconnect,
            1,
            cluster,
            Direction.CHANGE,
            List.of(Samples.REFLECTOR),
            Samples.POLICY,
            state,
            change,
            List.of(),
            null,
            NOW.plus(Duration.ofSeconds(count++)),
            NOW);
    Rollout rollout = onlyLate ? whole.forLateNodes() : whole;
    QuarkusTransaction.requiringNew().run(() -> rollouts.add(rollout));
    return rollout;
  }

  private static <T> T read(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }

  private static RouterChange change(String flag) {
    return new RouterChange("kube-router-flags", "{\"flag\": \"" + flag + "\"}", List.of(flag));
  }

  @Test
  void thePresentOfAnInterconnectBeginsWhereEachClusterCompletedLast() {
    add("asia", "paris", COMPLETED, change("+ a"));
    add("asia", "tokyo", ROLLED_BACK, change("+ a"));
    Rollout paris = add("asia", "paris", COMPLETED, change("+ a"));
    Rollout failed = add("asia", "paris", ROLLED_BACK, change("+ b"));
    Rollout tokyo = add("asia", "tokyo", COMPLETED, change("+ a"));
    add("france", "paris", COMPLETED, change("+ c"));
    assertThat(read(() -> rollouts.of("asia"))).containsExactly(tokyo, failed, paris);
    assertThat(read(() -> rollouts.of("asia", "paris"))).containsExactly(failed, paris);
    assertThat(read(() -> rollouts.of("asia", "lyon"))).isEmpty();
  }

  @Test
  void aRolloutOfLateNodesHidesNothingThatCameBefore() {
    Rollout join = add("asia", "paris", COMPLETED, change("+ a"));
    Rollout late = add("asia", "paris", COMPLETED, change("+ b"), true);
    assertThat(late.onlyLate()).isTrue();
    assertThat(read(() -> rollouts.of("asia"))).containsExactly(late, join);
    Rollout heal = add("asia", "paris", COMPLETED, change("+ c"));
    assertThat(read(() -> rollouts.of("asia", "paris"))).containsExactly(heal);
  }

  @Test
  void whereNoneHasCompletedAllAreThePresent() {
    Rollout first = add("asia", "paris", ROLLED_BACK, null);
    Rollout second = add("asia", "paris", ROLLED_BACK, null);
    assertThat(read(() -> rollouts.of("asia"))).containsExactly(second, first);
  }

  @Test
  void whatWasWrittenIsReadOnceHoweverOftenItWasHealed() {
    add("asia", "paris", COMPLETED, change("+ a"));
    add("asia", "paris", COMPLETED, change("+ b"));
    add("asia", "paris", ROLLED_BACK, change("+ c"));
    add("asia", "paris", COMPLETED, new RouterChange("kube-router-flags", "{}", List.of()));
    add("asia", "paris", COMPLETED, change("+ a"));
    add("asia", "paris", COMPLETED, change("+ a"));
    assertThat(read(() -> rollouts.written("asia", "paris")))
        .containsExactly(change("+ b"), change("+ a"));
  }

  @Test
  void oneThatIsHeldIsActiveInItsCluster() {
    Rollout held = add("asia", "paris", HELD, null);
    add("asia", "paris", COMPLETED, null);
    assertThat(read(() -> rollouts.activeIn("paris"))).containsExactly(held);
    assertThat(read(() -> rollouts.activeIn("tokyo"))).isEmpty();
    assertThat(read(() -> rollouts.of("asia"))).contains(held);
  }
}

package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions, routes and probes have a time limit each; what failed is a value. */
class GateLimitsTest {
  private static final int LONG = 1_000;
  private static final Instant NEVER = Samples.NOON.minus(Duration.ofDays(1));
  private static final Instant ALWAYS = Samples.NOON.plus(Duration.ofDays(1));

  private final Bench join = new Bench(Direction.JOIN);

  private Failure failure() {
    return join.facts(RolloutFact.Failed.class).getFirst().failure();
  }

  /** Of paris/paris-1: what it reached before, and what it reaches since. */
  private void probes(int before, int since, Instant began) {
    join.probes =
        node ->
            new Probes(
                List.of(
                    join.routers.restarts.contains(node)
                        ? new ProbedNodes("paris/" + node, "london/l1", 4, since, began)
                        : new ProbedNodes("paris/" + node, "london/l1", 4, before, NEVER)),
                Set.of("london"),
                Set.of());
  }

  @Test
  void aFailureNamesTheGateAndTheEvidence() {
    join.sessionsComeUp = false;
    join.run(LONG);
    assertThat(failure().gate()).isEqualTo(Wait.Gate.SESSIONS);
    assertThat(failure().evidence())
        .singleElement()
        .asString()
        .contains("no session of 198.18.1.1 with reflector 'reflector' came up");
  }

  @Test
  void routesHaveALimitOfTheirOwnWhichBeginsWithTheSessions() {
    join.announces = false;
    join.runUntil("GATING");
    join.turnAfterCrash();
    Wait wait = join.rollout().waits().getFirst();
    while (wait.gate() == Wait.Gate.SESSIONS) {
      join.pass(Duration.ofSeconds(1));
      join.turnAfterCrash();
      wait = join.rollout().waits().getFirst();
    }
    assertThat(wait.gate()).isEqualTo(Wait.Gate.ROUTES);
    NodeTurn.Gating turn = (NodeTurn.Gating) join.rollout().turns().getFirst();
    assertThat(wait.until()).isEqualTo(turn.peeredAt().plus(Samples.POLICY.routeTimeout()));
    join.run(LONG);
    assertThat(failure().gate()).isEqualTo(Wait.Gate.ROUTES);
    assertThat(failure().reason()).contains("The gate waited 40 s.");
    assertThat(failure().evidence()).isNotEmpty();
  }

  @Test
  void aNodeWhosePodsReachLessThanBeforeStopsTheRollout() {
    probes(4, 2, ALWAYS);
    assertThat(join.run(LONG).state()).isInstanceOf(RolledBack.class);
    assertThat(failure().gate()).isEqualTo(Wait.Gate.PROBES);
    assertThat(failure().evidence())
        .containsExactly("paris/paris-1 to london/l1: 2 of 4 pairs of pods answer; before, 4 of 4");
    assertThat(join.routers.restarts).doesNotContain("paris-2");
  }

  @Test
  void aNodeWhosePodsReachAsMuchAsBeforePasses() {
    probes(4, 4, ALWAYS);
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.facts(RolloutFact.NodeVerified.class).getFirst().gates())
        .contains("pods reach each other as before, 1 pairs of nodes measured");
  }

  @Test
  void whatNoRoundMeasuresIsToldAfterTheLimitAndStopsNothing() {
    probes(4, 4, NEVER);
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    RolloutFact.NodeVerified verified = join.facts(RolloutFact.NodeVerified.class).getFirst();
    assertThat(verified.gates())
        .contains("probes did not measure since the change: paris/paris-1 to london/l1");
    assertThat(verified.tookMillis()).isGreaterThan(Samples.POLICY.probeTimeout().toMillis());
  }
}

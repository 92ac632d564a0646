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
                Set.of(),
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
      join.turn();
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
  void timeInWhichNobodyDroveTheRolloutCountsForNoLimit() {
    join.announces = false;
    join.runUntil("GATING");
    join.run(20);
    join.pass(Duration.ofMinutes(10));
    join.turnAfterCrash();
    assertThat(join.facts(RolloutFact.Failed.class)).isEmpty();
    join.announces = true;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aLimitBeginsAnewWithWhoTakesOverAndEndsThen() {
    join.announces = false;
    join.runUntil("GATING");
    join.run(20);
    join.pass(Duration.ofMinutes(10));
    Instant tookOver = join.clock().instant();
    join.run(LONG);
    assertThat(failure().gate()).isEqualTo(Wait.Gate.ROUTES);
    assertThat(join.clock().instant()).isAfter(tookOver.plus(Samples.POLICY.routeTimeout()));
  }

  /** Its sessions came up late, and no round of probes has measured yet. */
  private void waitsForProbesAfterALongTime() {
    probes(4, 4, NEVER);
    join.sessionsComeUp = false;
    join.runUntil("GATING");
    join.run(50);
    join.sessionsComeUp = true;
    join.run(15);
    assertThat(only().gate()).isEqualTo(Wait.Gate.PROBES);
  }

  private Wait only() {
    assertThat(join.rollout().waits()).hasSize(1);
    return join.rollout().waits().getFirst();
  }

  private void sessionOfParisOneIsLost() {
    join.sessionsComeUp = false;
    join.down("paris-1", "the reflector restarts");
    join.turnAfterCrash();
  }

  @Test
  void aSessionThatIsLostForAMomentLongAfterTheRestartGetsItsTimeAgain() {
    waitsForProbesAfterALongTime();
    sessionOfParisOneIsLost();
    assertThat(join.rollout().failure()).isNull();
    assertThat(only().gate()).isEqualTo(Wait.Gate.SESSIONS);
    assertThat(only().until()).isEqualTo(only().since().plus(Samples.POLICY.gateTimeout()));
    join.sessionsComeUp = true;
    join.run(5);
    assertThat(only().gate()).isEqualTo(Wait.Gate.PROBES);
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aSessionThatIsLostAndDoesNotComeBackStopsTheRollout() {
    waitsForProbesAfterALongTime();
    sessionOfParisOneIsLost();
    join.run(LONG);
    assertThat(failure().gate()).isEqualTo(Wait.Gate.SESSIONS);
    assertThat(failure().reason()).contains("The gate waited 60 s.");
  }

  @Test
  void aSessionThatIsLostAgainAndAgainStopsTheRollout() {
    waitsForProbesAfterALongTime();
    for (int i = 0; i < 4; i++) {
      assertThat(join.rollout().failure()).isNull();
      sessionOfParisOneIsLost();
      join.sessionsComeUp = true;
      join.run(5);
    }
    assertThat(failure().evidence()).contains("it had passed, and broke 4 times");
  }

  @Test
  void aRouteThatIsLostForAMomentGetsItsTimeAgain() {
    waitsForProbesAfterALongTime();
    join.losesRoutes = true;
    join.pass(Duration.ofSeconds(45));
    join.turn();
    assertThat(join.rollout().failure()).isNull();
    assertThat(only().gate()).isEqualTo(Wait.Gate.ROUTES);
    join.losesRoutes = false;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  /** Paris-1 is verified, and paris-2 is under way. */
  private void theSecondNodeIsUnderWay() {
    join.runUntil("GATING");
    while (!Bench.statuses(join.rollout()).getLast().equals(NodeStep.Status.GATING)) {
      join.turn();
    }
    sessionOfParisOneIsLost();
    assertThat(join.rollout().failure()).isNull();
    assertThat(only().what())
        .isEqualTo(
            "The node paris-1 was verified, and then lost its session with reflector 'reflector':"
                + " the reflector restarts.");
  }

  @Test
  void aVerifiedNodeThatLosesItsSessionForAMomentStopsNothing() {
    theSecondNodeIsUnderWay();
    join.sessionsComeUp = true;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aVerifiedNodeThatLosesItsSessionForLongStopsTheRollout() {
    theSecondNodeIsUnderWay();
    join.run(LONG);
    assertThat(failure().node()).isEqualTo("paris-1");
    assertThat(failure().gate()).isEqualTo(Wait.Gate.SESSIONS);
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

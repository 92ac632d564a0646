package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far a rollout is, and what it waits for. */
class ProgressTest {
  private final Bench join = new Bench(Direction.JOIN);

  private Progress progress() {
    return Progress.of(join.rollout(), join.clock().instant());
  }

  @Test
  void growsWithEachNodeAndItsEndIsEstimatedByWhatTheyTook() {
    assertThat(progress()).isEqualTo(new Progress(0, null));
    join.runUntil("GATING");
    assertThat(progress().percent()).isZero();
    join.runUntil("CHECKING");
    assertThat(progress().percent()).isEqualTo(50);
    long took = join.rollout().steps().getFirst().tookMillis();
    assertThat(progress().estimatedEnd())
        .isEqualTo(join.clock().instant().plus(Duration.ofMillis(took)));
    assertThat(join.facts(RolloutFact.NodeVerified.class).getFirst().progress().percent())
        .isEqualTo(50);
    join.run(1_000);
    assertThat(progress()).isEqualTo(new Progress(100, null));
  }

  @Test
  void nobodyKnowsTheEndOfOneThatWaitsForAnOperator() {
    join.runUntil("GATING");
    join.order(new RolloutCommand.Pause("pat"));
    join.run(100);
    assertThat(progress()).isEqualTo(new Progress(50, null));
  }

  @Test
  void aWaitSaysForWhatSinceWhenAndUntilWhen() {
    join.sessionsComeUp = false;
    join.runUntil("GATING");
    join.turnAfterCrash();
    Wait wait = join.rollout().waits().getFirst();
    assertThat(wait.node()).isEqualTo("paris-1");
    assertThat(wait.gate()).isEqualTo(Wait.Gate.SESSIONS);
    assertThat(wait.what()).contains("no session of 198.18.1.1");
    NodeTurn turn = join.rollout().turns().getFirst();
    assertThat(wait.until()).isEqualTo(turn.since().plus(Samples.POLICY.gateTimeout()));
    join.turnAfterCrash();
    assertThat(join.rollout().waits().getFirst().since()).isEqualTo(wait.since());

    join.sessionsComeUp = true;
    assertThat(join.run(1_000).waits()).isEmpty();
  }

  @Test
  void aWaitForTheReflectorHasNoLimit() {
    join.reflectorReady = false;
    join.turnAfterCrash();
    Wait wait = join.rollout().waits().getFirst();
    assertThat(wait.gate()).isEqualTo(Wait.Gate.REFLECTORS);
    assertThat(wait.until()).isNull();
  }
}

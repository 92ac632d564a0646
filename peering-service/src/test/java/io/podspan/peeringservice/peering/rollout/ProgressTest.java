package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
    join.turn();
    assertThat(join.rollout().waits().getFirst().since()).isEqualTo(wait.since());

    join.sessionsComeUp = true;
    assertThat(join.run(1_000).waits()).isEmpty();
  }

  /** A look several times a second finds a little more of a gate each time. */
  @Test
  void whatAGateWaitsForIsKeptOnceASecondAtMost() {
    join.sessionsComeUp = false;
    RolloutOwner owner = join.owner();
    while (!join.rollout().state().text().equals("GATING")) {
      owner.turn();
    }
    Rollout gating = join.rollout();
    Instant first = join.clock().instant();
    for (int i = 0; i < 9; i++) {
      owner.turn();
      assertThat(join.rollout()).isSameAs(gating);
      join.pass(Duration.ofMillis(100));
    }
    join.pass(Duration.ofMillis(100));
    owner.turn();
    assertThat(join.rollout().waits())
        .singleElement()
        .satisfies(wait -> assertThat(wait.since()).isEqualTo(first));
  }

  @Test
  void whatPassedBetweenTwoSavesCounts() {
    RolloutOwner owner = join.owner();
    join.probes = _ -> new Probes(List.of(), Set.of(), Set.of("london"), Set.of());
    while (!join.rollout().state().text().equals("GATING")) {
      owner.turn();
    }
    join.peer();
    owner.turn();
    join.order(new RolloutCommand.Pause("pat"));
    assertThat(owner.turn()).as("it goes on from what was ordered").isTrue();
    assertThat(join.run(1_000).steps().getFirst().status()).isEqualTo(NodeStep.Status.VERIFIED);
    assertThat(join.rollout().state().text()).isEqualTo("PAUSED");
  }

  @Test
  void aWaitForTheReflectorHasNoLimit() {
    join.reflectorReady = false;
    join.turn();
    Wait wait = join.rollout().waits().getFirst();
    assertThat(wait.gate()).isEqualTo(Wait.Gate.REFLECTORS);
    assertThat(wait.until()).isNull();
  }
}

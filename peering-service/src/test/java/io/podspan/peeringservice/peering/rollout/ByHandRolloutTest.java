package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollout of routers that people change: it shows what to do now, and waits for them. */
class ByHandRolloutTest {
  private static final int LONG = 2_000;

  private final Bench join = new Bench(Direction.JOIN);

  ByHandRolloutTest() {
    join.routers.byHand = true;
  }

  private Wait only() {
    assertThat(join.rollout().waits()).hasSize(1);
    return join.rollout().waits().getFirst();
  }

  private void patch() {
    List<String> flags = new ArrayList<>(join.routers.flags);
    flags.add("--peer-router-ips=192.0.2.1");
    flags.add("--peer-router-asns=64512");
    join.routers.flags = List.copyOf(flags);
  }

  private void delete(String node) {
    join.routers.running.put(node, join.routers.flags);
  }

  @Test
  void itShowsTheCommandAndSinceWhenItWaitsAndNoTimeIsTooLong() {
    join.run(LONG);
    Wait wait = only();
    assertThat(wait.gate()).isEqualTo(Wait.Gate.BY_HAND);
    assertThat(wait.commands()).containsExactly("patch");
    assertThat(wait.node()).isNull();
    assertThat(wait.until()).isNull();
    assertThat(Duration.between(NOON, wait.since())).isLessThan(Duration.ofSeconds(5));
    assertThat(join.rollout().state().text()).isEqualTo("APPLYING");
  }

  @Test
  void itGoesOnNodeByNodeWhenTheHandsAreDoneUnderTheSameGates() {
    join.run(LONG);
    patch();
    join.run(LONG);
    assertThat(only().node()).isEqualTo("paris-1");
    assertThat(only().commands()).containsExactly("delete pod-paris-1");
    assertThat(join.rollout().failure()).isNull();
    delete("paris-1");
    join.run(LONG);
    assertThat(only().node()).isEqualTo("paris-2");
    assertThat(join.rollout().step("paris-1").gates())
        .contains("session with reflector 'reflector' Established at the reflector");
    delete("paris-2");
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restarts).as("nothing was restarted by us").isEmpty();
    assertThat(join.routers.writes).isEmpty();
  }

  @Test
  void limitsBeginWhenTheHandsAreDone() {
    join.run(LONG);
    patch();
    join.run(LONG);
    join.routers.broken.add("paris-1");
    join.routers.byHand = false;
    join.turn();
    assertThat(join.rollout().failure()).as("its time has only begun").isNull();
  }

  @Test
  void itCanBeAbortedWhileItWaits() {
    join.run(LONG);
    join.order(new RolloutCommand.Abort("test-admin"));
    assertThat(join.rollout().state()).isInstanceOf(Failed.class);
    assertThat(join.rollout().waits()).isEmpty();
  }

  @Test
  void aPauseAsksForNothingAndAResumeAsksAgain() {
    join.run(LONG);
    join.order(new RolloutCommand.Pause("test-admin"));
    assertThat(join.rollout().waits()).isEmpty();
    join.run(LONG);
    assertThat(join.rollout().waits()).isEmpty();
    join.order(new RolloutCommand.Resume("test-admin"));
    join.run(LONG);
    assertThat(only().commands()).containsExactly("patch");
  }
}

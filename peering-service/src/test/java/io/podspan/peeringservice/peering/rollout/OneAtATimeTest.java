package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Preparing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The routers of a cluster are changed by one rollout at a time; others wait before they write. */
class OneAtATimeTest {
  private static final int LONG = 1_000;
  private static final List<String> OTHER = List.of("rollout r0 of asia");

  private static Wait only(Bench bench) {
    assertThat(bench.rollout().waits()).hasSize(1);
    return bench.rollout().waits().getFirst();
  }

  @Test
  void aJoinWaitsAndSaysForWhat() {
    Bench join = new Bench(Direction.JOIN);
    join.others = OTHER;
    join.run(30);
    assertThat(join.rollout().state()).isInstanceOf(AwaitingReflectors.class);
    assertThat(only(join).gate()).isEqualTo(Wait.Gate.TURN);
    assertThat(only(join).what())
        .isEqualTo("Another rollout changes the routers of paris: rollout r0 of asia.");
    assertThat(only(join).until()).isNull();
    assertThat(join.rollout().canBeCalledOff()).isTrue();
    assertThat(join.routers.writes).isEmpty();
    assertThat(join.facts).isEmpty();

    join.others = List.of();
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void aReflectorThatIsBehindIsWaitedForFirst() {
    Bench join = new Bench(Direction.JOIN);
    join.others = OTHER;
    join.reflectorReady = false;
    join.run(3);
    assertThat(only(join).gate()).isEqualTo(Wait.Gate.REFLECTORS);
  }

  @Test
  void aLeaveWaitsToo() {
    Bench leave =
        new Bench(Direction.LEAVE).turningOver(Turnover.NONE, "--peer-router-ips=192.0.2.1");
    leave.others = OTHER;
    leave.run(30);
    assertThat(leave.rollout().state()).isInstanceOf(Preparing.class);
    assertThat(only(leave).gate()).isEqualTo(Wait.Gate.TURN);
    assertThat(leave.routers.writes).isEmpty();
    leave.others = List.of();
    assertThat(leave.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(leave.routers.writes).hasSize(1);
  }

  @Test
  void theTimeThatAnApiMayBeAwayBeginsAfterTheWait() {
    Bench leave = new Bench(Direction.LEAVE);
    leave.others = OTHER;
    leave.run(300);
    leave.others = List.of();
    leave.routers.unreachable = true;
    leave.run(5);
    assertThat(leave.rollout().failure()).isNull();
    assertThat(only(leave).gate()).isEqualTo(Wait.Gate.API);
  }

  @Test
  void oneThatHasBegunGoesOn() {
    Bench join = new Bench(Direction.JOIN);
    join.runUntil("APPLYING");
    join.others = OTHER;
    assertThat(join.rollout().underWay()).isTrue();
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void oneThatIsHeldRestoresNothingMeanwhile() {
    Bench join = new Bench(Direction.JOIN);
    join.routers.outdated = true;
    join.run(LONG);
    assertThat(join.rollout().held()).isNotNull();
    assertThat(join.rollout().underWay()).isFalse();
    int restores = join.routers.restores;
    join.others = OTHER;
    join.routers.outdated = false;
    join.pass(Duration.ofMinutes(1));
    join.run(60);
    assertThat(join.routers.restores).isEqualTo(restores);
    assertThat(only(join).gate()).isEqualTo(Wait.Gate.TURN);
    join.others = List.of();
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }
}

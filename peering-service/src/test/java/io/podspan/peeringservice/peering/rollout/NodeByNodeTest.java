package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.rollout.Bench.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Changing;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import io.podspan.peeringservice.peering.rollout.RolloutState.Rolling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers that take their part of the change while they run, each when its node's turn comes. */
class NodeByNodeTest {
  private static final int LONG = 1_000;

  private final Bench join = new Bench(Direction.JOIN);

  @BeforeEach
  void nodeByNode() {
    join.routers.nodeByNode = true;
  }

  @Test
  void eachNodeIsVerifiedBeforeTheNextOnesPartIsWritten() {
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.written).containsExactly("paris-1", "paris-2");
    assertThat(join.routers.restarts).isEmpty();
    assertThat(join.facts)
        .extracting(f -> f.getClass().getSimpleName())
        .containsExactly(
            "Started",
            "Planned",
            "NodeRestarting",
            "NodeVerified",
            "NodeRestarting",
            "NodeVerified",
            "Completed");
    assertThat(join.facts(RolloutFact.NodeRestarting.class)).allMatch(f -> f.pod() == null);
  }

  @Test
  void aGateThatDoesNotPassTakesBackWhatWasWrittenTheLastFirst() {
    while (!statuses(join.rollout()).getFirst().equals(Status.VERIFIED)) {
      join.turn();
    }
    join.sessionsComeUp = false;
    Rollout end = join.run(LONG);
    assertThat(end.state()).isInstanceOf(RolledBack.class);
    assertThat(join.routers.written).containsExactly("paris-1", "paris-2", "-paris-2", "-paris-1");
    assertThat(statuses(end)).containsExactly(Status.ROLLED_BACK, Status.ROLLED_BACK);
  }

  @Test
  void aNodeIsMarkedAsTouchedBeforeItsPartIsWritten() {
    while (!(join.rollout().state() instanceof Rolling(List<NodeTurn> turns)
        && turns.getFirst() instanceof Changing)) {
      join.turn();
    }
    assertThat(join.routers.written).isEmpty();
    assertThat(statuses(join.rollout()).getFirst()).isEqualTo(Status.RESTARTING);
    assertThat(join.rollout().state().text()).isEqualTo("CHANGING");
  }

  @Test
  void itGoesOnAfterACrashBetweenTheWritingAndItsRecord() {
    while (!(join.rollout().state() instanceof Completed)) {
      Rollout before = join.rollout();
      join.owner().turn();
      if (before.state() instanceof Rolling(List<NodeTurn> turns)
          && turns.getFirst() instanceof Changing) {
        join.forget(before);
        join.owner().turn();
      }
      join.turn();
    }
    assertThat(join.routers.written).containsExactly("paris-1", "paris-2");
  }

  @Test
  void aSessionFromBeforeTheTurnDoesNotCount() {
    join.sessions.put(
        "paris-1",
        new PeerSession("reflector", "198.18.1.1", true, Samples.NOON, Samples.NOON, ""));
    join.pass(Duration.ofMinutes(1));
    join.sessionsComeUp = false;
    join.run(30);
    assertThat(join.rollout().state().text()).isEqualTo("GATING");
  }

  /** By hand, at once with all others, or by an owner that died after it had written. */
  @Test
  void whereItsPartWasWrittenAlreadyALookFromBeforeDoesNotCountEither() {
    join.routers.running.put("paris-1", withThePeer());
    join.lookedAt = Samples.NOON;
    join.pass(Duration.ofMinutes(1));
    join.run(20);
    Wait wait = join.rollout().waits().getFirst();
    assertThat(wait.gate()).isEqualTo(Wait.Gate.ROUTES);
    assertThat(wait.what()).contains("has not read paris-1 since");
    join.lookedAt = null;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
  }

  @Test
  void whatSomebodyWroteLongAfterItsTurnBeganIsToldAgainWhenItsGatesBegin() {
    while (!(join.rollout().state() instanceof Rolling(List<NodeTurn> turns)
        && turns.getFirst() instanceof Changing)) {
      join.turn();
    }
    join.routers.running.put("paris-1", withThePeer());
    join.pass(Duration.ofHours(2));
    join.turn();
    assertThat(join.rollout().state().text()).isEqualTo("GATING");
    assertThat(join.told())
        .containsExactly("Started", "Planned", "restarting paris-1", "restarting paris-1");
  }

  private static List<String> withThePeer() {
    List<String> flags = new ArrayList<>(Samples.FLAGS);
    flags.add("--peer-router-ips=" + Samples.REFLECTOR.address());
    return flags;
  }

  @Test
  void theDriverIsToldWhichNodesHadNoTurn() {
    join.routers.notReady.add("paris-2");
    join.run(LONG);
    assertThat(join.routers.away).containsExactly("paris-2");
  }

  @Test
  void aHeldRolloutThatAnotherOneFollowedRestoresNothingMore() {
    join.routers.outdated = true;
    join.run(LONG);
    assertThat(join.rollout().held()).isNotNull();
    int restores = join.routers.restores;
    join.outdated = true;
    assertThat(join.run(LONG).state()).isInstanceOf(Completed.class);
    assertThat(join.routers.restores).isEqualTo(restores);
  }
}

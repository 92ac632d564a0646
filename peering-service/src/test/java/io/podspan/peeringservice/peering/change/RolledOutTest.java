package io.podspan.peeringservice.peering.change;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.POLICY;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which nodes of Paris have what its rollouts wrote. */
class RolledOutTest {
  private final List<Rollout> newestFirst = new ArrayList<>();

  private static NodeStep step(int node, Status status) {
    return new NodeStep("paris-" + node, "198.18.1." + node, status, List.of(), null, null);
  }

  private void rolled(Direction direction, NodeStep... steps) {
    newestFirst.addFirst(
        new Rollout(
            "r" + newestFirst.size(),
            "asia",
            1,
            "paris",
            direction,
            List.of(REFLECTOR),
            POLICY,
            new RolloutState.Completed(NOON),
            null,
            Stream.of(steps).toList(),
            null,
            NOON,
            NOON));
  }

  @Test
  void aRolloutOfOneNodeTakesNothingFromTheOthers() {
    rolled(Direction.JOIN, step(1, Status.VERIFIED), step(2, Status.VERIFIED));
    rolled(Direction.CHANGE, step(3, Status.VERIFIED));
    assertThat(RolledOut.nodes(newestFirst, "paris")).containsOnly("paris-1", "paris-2", "paris-3");
    assertThat(RolledOut.nodes(newestFirst, "tokyo")).isEmpty();
  }

  @Test
  void theNewestRolloutOfANodeCounts() {
    rolled(Direction.JOIN, step(1, Status.VERIFIED), step(2, Status.LEFT_OUT));
    rolled(Direction.CHANGE, step(1, Status.ROLLED_BACK), step(2, Status.VERIFIED));
    assertThat(RolledOut.nodes(newestFirst, "paris")).containsOnly("paris-2");
  }

  /** Earlier versions called it verified, with this gate. */
  @Test
  void aNodeThatHadLeftInAnEarlierVersionHasNothing() {
    List<String> gates = List.of("skipped, because the node left the cluster");
    rolled(
        Direction.JOIN,
        step(1, Status.VERIFIED),
        new NodeStep("paris-2", "198.18.1.2", Status.VERIFIED, gates, NOON, 5L));
    assertThat(RolledOut.nodes(newestFirst, "paris")).containsOnly("paris-1");
  }

  @Test
  void aLateNodeThatWasAwayIsLeftOutUntilItHadItsTurn() {
    rolled(Direction.JOIN, step(1, Status.VERIFIED), step(2, Status.LEFT_OUT));
    assertThat(RolledOut.leftOut(newestFirst, "paris")).isEmpty();
    rolled(Direction.CHANGE, step(2, Status.LEFT_OUT));
    newestFirst.set(0, newestFirst.getFirst().forLateNodes());
    assertThat(RolledOut.leftOut(newestFirst, "paris")).containsOnly("paris-2");
    rolled(Direction.CHANGE, step(2, Status.VERIFIED));
    assertThat(RolledOut.leftOut(newestFirst, "paris")).isEmpty();
  }

  @Test
  void nothingIsLeftAfterALeave() {
    rolled(Direction.JOIN, step(1, Status.VERIFIED));
    rolled(Direction.LEAVE, step(1, Status.VERIFIED));
    assertThat(RolledOut.nodes(newestFirst, "paris")).isEmpty();
  }

  @Test
  void aClusterThatWasHealedSinceItJoinedIsJoinedStill() {
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.JOIN)).isFalse();
    rolled(Direction.JOIN, step(1, Status.VERIFIED));
    rolled(Direction.CHANGE, step(1, Status.VERIFIED));
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.JOIN)).isTrue();
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.CHANGE)).isTrue();
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.LEAVE)).isFalse();
  }

  @Test
  void aClusterThatLeftIsWhereALeaveBringsIt() {
    rolled(Direction.LEAVE, step(1, Status.VERIFIED));
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.LEAVE)).isTrue();
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.JOIN)).isFalse();
  }

  @Test
  void aLateNodeThatFailsHoldsNoOtherClusterUp() {
    rolled(Direction.JOIN, step(1, Status.VERIFIED));
    rolled(Direction.CHANGE, step(2, Status.ROLLED_BACK));
    newestFirst.replaceAll(
        r ->
            r.direction() == Direction.CHANGE
                ? r.forLateNodes().calledOff("paris-2 has no session", NOON)
                : r);
    assertThat(RolledOut.hasReached(newestFirst, "paris", Direction.JOIN)).isTrue();
  }
}

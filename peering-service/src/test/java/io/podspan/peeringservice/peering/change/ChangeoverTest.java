package io.podspan.peeringservice.peering.change;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Leaving;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.ClusterStep.Change;
import io.podspan.peeringservice.peering.change.ClusterStep.Join;
import io.podspan.peeringservice.peering.change.ClusterStep.Leave;
import io.podspan.peeringservice.peering.change.ClusterStep.Stay;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.Turnover;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeoverTest {
  private static final Reflector ONE = new Reflector("one", "192.0.2.1", 179, 64512);
  private static final Reflector TWO = new Reflector("two", "192.0.2.2", 179, 64512);
  private static final Reflector THREE = new Reflector("three", "192.0.2.3", 179, 64512);
  private static final RolloutState COMPLETED = new RolloutState.Completed(NOON);
  private static final RolloutState FAILED = new RolloutState.Failed(NOON);
  private static final RolloutState ROLLED_BACK = new RolloutState.RolledBack(NOON);

  private final List<Rollout> newestFirst = new ArrayList<>();
  private Interconnect interconnect =
      new Interconnect("asia", 1, List.of("paris", "tokyo"), List.of(ONE), false, NOON);

  private void rolled(
      String cluster, Direction direction, RolloutState state, Turnover turnover, Reflector... to) {
    @Nullable Failure failure =
        state instanceof RolloutState.Completed ? null : new Failure(null, "why", "what");
    Rollout created =
        Rollout.created(
            "r" + newestFirst.size(),
            "asia",
            1,
            cluster,
            direction,
            List.of(to),
            POLICY,
            null,
            List.of(),
            NOON);
    newestFirst.addFirst(
        new Rollout(
                created.id(),
                "asia",
                1,
                cluster,
                direction,
                List.of(to),
                POLICY,
                state,
                null,
                List.of(),
                failure,
                NOON,
                NOON)
            .turningOver(turnover));
  }

  private void joined(String cluster, Reflector... to) {
    rolled(cluster, Direction.JOIN, COMPLETED, Turnover.NONE, to);
  }

  private Changeover naming(List<String> clusters, Reflector... reflectors) {
    interconnect = interconnect.naming(clusters, List.of(reflectors));
    return Changeover.of(interconnect, newestFirst);
  }

  private static Turnover kept(Reflector... reflectors) {
    return new Turnover(List.of(reflectors), List.of());
  }

  private static Turnover givenUp(Reflector... reflectors) {
    return new Turnover(List.of(), List.of(reflectors));
  }

  @Test
  void whatIsRolledOutStays() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    Changeover same = naming(List.of("paris", "tokyo"), ONE);
    assertThat(same.steps().values()).containsOnly(new Stay(List.of(ONE)));
    assertThat(same.leaving()).isEqualTo(Leaving.NONE);
  }

  @Test
  void aClusterThatIsAddedJoinsAndTheOthersStay() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    Changeover added = naming(List.of("paris", "tokyo", "lyon"), ONE);
    assertThat(added.steps())
        .containsEntry("paris", new Stay(List.of(ONE)))
        .containsEntry("tokyo", new Stay(List.of(ONE)))
        .containsEntry("lyon", new Join(List.of(ONE), Turnover.NONE));
    assertThat(added.touched()).containsExactly("lyon");
  }

  @Test
  void aClusterThatIsLeftOutLeavesAndReflectorsKeepItUntilItHasLeft() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    joined("lyon", ONE);
    interconnect = interconnect.naming(List.of("paris", "tokyo", "lyon"), List.of(ONE));
    Changeover removed = naming(List.of("paris", "tokyo"), ONE);
    assertThat(removed.steps()).containsEntry("lyon", new Leave(List.of(ONE)));
    assertThat(removed.onlyLeaves()).isTrue();
    assertThat(removed.leaving().clusters()).containsExactly("lyon");

    rolled("lyon", Direction.LEAVE, FAILED, Turnover.NONE, ONE);
    assertThat(naming(List.of("paris", "tokyo"), ONE).leaving().clusters()).contains("lyon");
    rolled("lyon", Direction.LEAVE, COMPLETED, Turnover.NONE, ONE);
    Changeover left = naming(List.of("paris", "tokyo"), ONE);
    assertThat(left.leaving()).isEqualTo(Leaving.NONE);
    assertThat(left.steps()).doesNotContainKey("lyon");
  }

  @Test
  void aClusterThatNeverJoinedIsSimplyGone() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    rolled("lyon", Direction.JOIN, ROLLED_BACK, Turnover.NONE, ONE);
    interconnect = interconnect.naming(List.of("paris", "tokyo", "lyon"), List.of(ONE));
    Changeover removed = naming(List.of("paris", "tokyo"), ONE);
    assertThat(removed.steps()).doesNotContainKey("lyon");
    assertThat(removed.leaving()).isEqualTo(Leaving.NONE);
  }

  @Test
  void whereAReflectorStaysTheOthersAreReplacedInOneRestart() {
    interconnect = interconnect.naming(List.of("paris", "tokyo"), List.of(ONE, TWO));
    joined("paris", ONE, TWO);
    joined("tokyo", ONE, TWO);
    Changeover swapped = naming(List.of("paris", "tokyo"), ONE, THREE);
    assertThat(swapped.steps().values())
        .containsOnly(new Change(List.of(ONE, THREE), givenUp(TWO)));
    assertThat(swapped.leaving().reflectors()).containsExactly(TWO);
  }

  @Test
  void whereNoReflectorStaysTheNewOneIsAddedEverywhereFirst() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    Changeover first = naming(List.of("paris", "tokyo"), TWO);
    assertThat(first.steps().values()).containsOnly(new Change(List.of(TWO), kept(ONE)));
    assertThat(first.leaving().reflectors()).containsExactly(ONE);

    rolled("paris", Direction.CHANGE, COMPLETED, kept(ONE), TWO);
    Changeover half = naming(List.of("paris", "tokyo"), TWO);
    assertThat(half.steps())
        .as("paris waits for tokyo")
        .containsEntry("paris", new Stay(List.of(TWO), kept(ONE)))
        .containsEntry("tokyo", new Change(List.of(TWO), kept(ONE)));

    rolled("tokyo", Direction.CHANGE, COMPLETED, kept(ONE), TWO);
    Changeover second = naming(List.of("paris", "tokyo"), TWO);
    assertThat(second.steps().values()).containsOnly(new Change(List.of(TWO), givenUp(ONE)));
    assertThat(second.leaving().reflectors()).containsExactly(ONE);

    rolled("paris", Direction.CHANGE, COMPLETED, givenUp(ONE), TWO);
    assertThat(naming(List.of("paris", "tokyo"), TWO).leaving().reflectors()).containsExactly(ONE);
    rolled("tokyo", Direction.CHANGE, COMPLETED, givenUp(ONE), TWO);
    Changeover done = naming(List.of("paris", "tokyo"), TWO);
    assertThat(done.steps().values()).containsOnly(new Stay(List.of(TWO)));
    assertThat(done.leaving()).isEqualTo(Leaving.NONE);
  }

  @Test
  void aChangeThatWasTakenBackInOneClusterGivesNothingUpInTheOthers() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    rolled("paris", Direction.CHANGE, COMPLETED, kept(ONE), TWO);
    rolled("tokyo", Direction.CHANGE, ROLLED_BACK, kept(ONE), TWO);
    Changeover now = naming(List.of("paris", "tokyo"), TWO);
    assertThat(now.steps())
        .containsEntry("paris", new Stay(List.of(TWO), kept(ONE)))
        .containsEntry("tokyo", new Change(List.of(TWO), kept(ONE)));
    assertThat(now.leaving().reflectors()).containsExactly(ONE);
  }

  @Test
  void aClusterThatJoinsMeanwhileGetsTheNewReflectorOnly() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    Changeover now = naming(List.of("paris", "tokyo", "lyon"), TWO);
    assertThat(now.steps()).containsEntry("lyon", new Join(List.of(TWO), Turnover.NONE));
  }

  @Test
  void aSecondReflectorIsAddedInOneRestart() {
    joined("paris", ONE);
    joined("tokyo", ONE);
    Changeover added = naming(List.of("paris", "tokyo"), ONE, TWO);
    assertThat(added.steps().values()).containsOnly(new Change(List.of(ONE, TWO), givenUp()));
    assertThat(added.leaving()).isEqualTo(Leaving.NONE);
  }

  @Test
  void whatAFailedJoinLeftBehindIsGivenUpByTheNextOne() {
    joined("paris", ONE);
    rolled("tokyo", Direction.JOIN, FAILED, Turnover.NONE, ONE);
    Changeover now = naming(List.of("paris", "tokyo"), ONE, TWO);
    assertThat(now.steps()).containsEntry("tokyo", new Join(List.of(ONE, TWO), givenUp()));
    Changeover other = naming(List.of("paris", "tokyo"), TWO);
    assertThat(other.steps()).containsEntry("tokyo", new Join(List.of(TWO), givenUp(ONE)));
  }

  @Test
  void aNodeThatIsAwayMayHaveItsFormerSessionStill() {
    joined("paris", ONE);
    rolled(
        "paris",
        Direction.LEAVE,
        new RolloutState.Restoring(NOON, "waits for paris-2"),
        Turnover.NONE,
        ONE);
    assertThat(RolledOut.of(newestFirst, "paris").somewhere()).containsExactly(ONE);
  }

  @Test
  void anotherKeyOfAReflectorReplacesItAndTheClustersStayJoined() {
    Reflector before = new Reflector("one", "192.0.2.1", 179, 64512, "old.key");
    Reflector after = new Reflector("one", "192.0.2.1", 179, 64512, "new.key");
    rolled("paris", Direction.JOIN, COMPLETED, Turnover.NONE, before);
    rolled("tokyo", Direction.JOIN, COMPLETED, Turnover.NONE, before);
    interconnect =
        new Interconnect("asia", 1, List.of("paris", "tokyo"), List.of(after), false, NOON);
    Changeover changeover = Changeover.of(interconnect, newestFirst);
    assertThat(changeover.steps().values())
        .containsOnly(new Change(List.of(after), new Turnover(List.of(), List.of(before))));
    assertThat(changeover.leaving().reflectors())
        .as("the reflector has to take it still")
        .containsExactly(before);

    rolled("paris", Direction.CHANGE, COMPLETED, new Turnover(List.of(), List.of(before)), after);
    assertThat(Changeover.of(interconnect, newestFirst).steps().get("paris"))
        .isEqualTo(new Stay(List.of(after)));
  }
}

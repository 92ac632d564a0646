package io.podspan.peeringservice.follow;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.intent.IntentBench;
import io.podspan.peeringservice.peering.intent.WatchApi;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowedClusterTest {
  private final IntentBench bench = new IntentBench();
  private boolean complete = true;
  private final FollowedCluster paris =
      new FollowedCluster(
          "paris",
          bench.clusters(),
          bench.drift(),
          new Unwatched(),
          new FollowPace(Duration.ZERO, Duration.ZERO, Duration.ZERO),
          () -> {},
          () -> 0);

  /** Nothing rings. */
  private final class Unwatched implements WatchApi, WatchApi.Watch {
    @Override
    public Watch open(Access access, RouterKind kind, Runnable onChange) {
      return this;
    }

    @Override
    public boolean keep() {
      return complete;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void join() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("tokyo");
  }

  @Test
  void aFaultThatBeganDuringARolloutIsKnownWhenTheRolloutHasEnded() throws InterruptedException {
    bench.complete("paris");
    paris.round();
    assertThat(bench.seen("asia", "paris")).isEqualTo(DriftState.NONE);

    bench.move("paris", new RolloutState.Preparing(NOON, 1));
    bench.away("paris");
    paris.round();
    assertThat(bench.seen("asia", "paris")).as("it is rolled out").isEqualTo(DriftState.NONE);

    bench.move("paris", new RolloutState.Completed(NOON));
    paris.round();
    assertThat(bench.seen("asia", "paris").unread()).contains("No answer.");
  }

  @Test
  void itTellsHowOftenSomethingWasHeardWhileAllOfItIsWatched() throws InterruptedException {
    assertThat(paris.heardSoFar()).as("before its first round").isEmpty();

    paris.round();
    assertThat(paris.heardSoFar()).hasValue(0);
    paris.heard();
    assertThat(paris.heardSoFar()).hasValue(1);

    complete = false;
    paris.round();
    assertThat(paris.heardSoFar()).isEmpty();
  }
}

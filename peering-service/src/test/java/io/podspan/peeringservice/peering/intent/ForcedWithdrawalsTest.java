package io.podspan.peeringservice.peering.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.intent.ForcedWithdrawals.Gone;
import io.podspan.peeringservice.peering.intent.ForcedWithdrawals.Unknown;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.router.Remains;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Paris and Tokyo are to be joined in "asia". */
class ForcedWithdrawalsTest {
  private final IntentBench bench = new IntentBench();

  private List<Leftover> force() {
    return ((Gone) bench.forced.withdraw("asia", "pat", Guard.none())).left();
  }

  @Test
  void itIsGoneAtOnceAndWhatIsLeftIsToldAndKept() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    bench.api.away.add("paris");
    List<Leftover> left = force();
    assertThat(bench.intent.interconnect("asia")).isEmpty();
    assertThat(left).extracting(Leftover::cluster).containsExactly("paris", "tokyo");
    assertThat(left.getFirst().remains())
        .flatExtracting(Remains::lines)
        .containsExactly("+ --peer-router-ips=192.0.2.1");
    assertThat(bench.announcer.told)
        .endsWith("left paris", "left tokyo", "withdrawn asia", "conditions asia");
    assertThat(bench.forced.in(List.of("paris"))).hasSize(1);
  }

  @Test
  void aClusterThatHasLeftHasNothingLeft() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    bench.complete("tokyo");
    bench.interconnects.withdraw("asia");
    bench.complete("tokyo");
    bench.move("paris", new RolloutState.Failed(bench.clock.instant()));
    assertThat(force()).extracting(Leftover::cluster).containsExactly("paris");
  }

  @Test
  void rolloutsUnderWayAreAborted() {
    bench.declare("asia", "paris", "tokyo");
    bench.complete("paris");
    assertThat(force()).extracting(Leftover::cluster).containsExactly("paris");
    assertThat(bench.rollouts.active()).isEmpty();
  }

  @Test
  void anUnknownOneIsNotWithdrawn() {
    assertThat(bench.forced.withdraw("asia", null, Guard.none())).isEqualTo(new Unknown());
  }
}

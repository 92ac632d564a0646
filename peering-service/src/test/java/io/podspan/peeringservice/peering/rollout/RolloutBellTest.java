package io.podspan.peeringservice.peering.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutBellTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final RolloutBell bell = new RolloutBell();

  @Test
  void anOwnerHearsWhatIsOfItsClusterOrOfAll() {
    bell.ring(List.of("paris", "tokyo"));
    bell.ring();
    bell.note();
    assertThat(bell.count("paris")).isEqualTo(2);
    assertThat(bell.count("london")).isEqualTo(1);
  }

  @Test
  void whoHearsEverythingHearsEachOnce() {
    bell.ring(List.of("paris", "tokyo"));
    bell.ring();
    bell.note();
    assertThat(bell.count()).isEqualTo(3);
  }

  @Test
  void aRingBetweenTheCountAndTheWaitIsNotMissed() throws InterruptedException {
    long heard = bell.count("paris");
    long all = bell.count();
    bell.ring(List.of("paris"));
    bell.await("paris", heard, LONG);
    bell.await(all, LONG);
    assertThat(bell.count("paris")).isGreaterThan(heard);
  }
}

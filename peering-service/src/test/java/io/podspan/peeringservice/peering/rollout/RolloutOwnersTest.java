package io.podspan.peeringservice.peering.rollout;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.router.Routers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RolloutOwnersTest {
  private final Bench bench = new Bench(Direction.JOIN);
  private final RolloutBell bell = new RolloutBell();
  private final AtomicInteger troubles = new AtomicInteger();

  private RolloutOwners owners(FakeRouters routers, RolloutWorld world) {
    return new RolloutOwners(
        new Routers(List.of(routers)),
        world,
        bench,
        Clock.systemUTC(),
        bell,
        (_, _) -> troubles.incrementAndGet());
  }

  @Test
  void aStopLetsTheStepInFlightEndAndTheRolloutGoesOnLater() throws InterruptedException {
    bench.reflectorReady = false;
    RolloutOwners first = owners(bench.routers, bench);
    first.own("r1");
    first.own("r1");
    assertThat(first.size()).isEqualTo(1);
    assertThat(first.stop(Duration.ofSeconds(5))).isTrue();
    assertThat(bench.rollout().state()).isInstanceOf(RolloutState.AwaitingReflectors.class);
    first.own("r1");
    assertThat(first.size()).isZero();

    bench.reflectorReady = true;
    RolloutOwners second = owners(bench.routers, bench);
    second.own("r1");
    await().until(() -> bench.rollout().state().text().equals("GATING"));
    assertThat(second.stop(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void troubleIsToldAndTheRolloutGoesOn() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch reached = new CountDownLatch(1);
    bench.routers.onRead =
        () -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("the database does not answer");
          }
          reached.countDown();
        };
    RolloutOwners owners = owners(bench.routers, bench);
    owners.own("r1");
    await().until(() -> troubles.get() == 1);
    bell.ring();
    reached.await();
    assertThat(owners.stop(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void aLookThatTakesLongIsTakenLessOftenButWithinSeconds() {
    assertThat(RolloutOwners.gathering(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(100));
    assertThat(RolloutOwners.gathering(Duration.ofMillis(90))).isEqualTo(Duration.ofMillis(360));
    assertThat(RolloutOwners.gathering(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(2));
  }
}

package io.podspan.peeringservice.peering.rollout;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RolloutOwnersTest {
  private final Bench bench = new Bench(Direction.JOIN);
  private final RolloutBell bell = new RolloutBell();
  private final AtomicInteger troubles = new AtomicInteger();

  private RolloutOwners owners(RouterControl routers, RolloutWorld world) {
    return new RolloutOwners(
        Bench.POLICY,
        routers,
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
    await().until(() -> bench.rollout().state() instanceof RolloutState.Gating);
    assertThat(second.stop(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void troubleIsToldAndTheRolloutGoesOn() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch reached = new CountDownLatch(1);
    RouterControl troubled = new FakeRoutersProxy(bench.routers, calls, reached);
    RolloutOwners owners = owners(troubled, bench);
    owners.own("r1");
    await().until(() -> troubles.get() == 1);
    bell.ring();
    reached.await();
    assertThat(owners.stop(Duration.ofSeconds(5))).isTrue();
  }

  /** Fails once like a database that is away. */
  private record FakeRoutersProxy(FakeRouters routers, AtomicInteger calls, CountDownLatch reached)
      implements RouterControl {
    @Override
    public io.podspan.peeringservice.peering.RouterReading router(Cluster cluster) {
      if (calls.incrementAndGet() == 1) {
        throw new IllegalStateException("away");
      }
      reached.countDown();
      return routers.router(cluster);
    }

    @Override
    public Observed apply(Cluster cluster, io.podspan.peeringservice.peering.RouterChange change) {
      return routers.apply(cluster, change);
    }

    @Override
    public Observed checkNode(
        Cluster cluster, io.podspan.peeringservice.peering.RouterChange change, String node) {
      return routers.checkNode(cluster, change, node);
    }

    @Override
    public Observed restartPod(
        Cluster cluster,
        io.podspan.peeringservice.peering.RouterChange change,
        String node,
        String pod,
        String uid) {
      return routers.restartPod(cluster, change, node, pod, uid);
    }

    @Override
    public Observed restore(
        Cluster cluster, io.podspan.peeringservice.peering.RouterChange change) {
      return routers.restore(cluster, change);
    }
  }
}

package io.podspan.peeringservice.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.peeringservice.peering.intent.FakeRollouts;
import io.podspan.peeringservice.peering.intent.Leadership;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.podspan.peeringservice.peering.rollout.RolloutOwners;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.testkit.Patience;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RolloutKeeperTest {
  /** Another replica has the lease. */
  private static final class Elsewhere implements Leadership {
    @Override
    public boolean lead(String work, Duration term) {
      return false;
    }

    @Override
    public void resign(String work) {
      // It has none.
    }
  }

  /** The store lets go of what has ended when it is asked. */
  @Test
  void aReplicaWithoutTheLeaseAsksWhatHasEndedToo() {
    AtomicInteger asked = new AtomicInteger();
    Transaction transaction =
        new Transaction() {
          @Override
          public <T> T call(Supplier<T> work) {
            asked.incrementAndGet();
            return work.get();
          }
        };
    RolloutOwners owners =
        new RolloutOwners(
            new Routers(List.of()),
            null,
            null,
            Clock.systemUTC(),
            new RolloutBell(),
            (id, trouble) -> {});
    RolloutKeeper keeper =
        new RolloutKeeper(
            owners,
            new FakeRollouts(),
            transaction,
            new Term(
                new Elsewhere(),
                RolloutKeeper.WORK,
                RolloutKeeper.LEASE,
                RolloutKeeper.MARGIN,
                System::nanoTime),
            new Supervision(new SimpleMeterRegistry(), new ServiceReadiness("peering-service")));
    keeper.start();
    Patience.await().until(() -> asked.get() > 0);
    keeper.stop();
    assertThat(owners.size()).isZero();
  }
}

package io.podspan.peeringservice.peering.rollout;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.drive.RolloutKeeper;
import io.podspan.peeringservice.drive.Term;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.intent.RolloutProgress;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.store.PostgresIntent;
import io.podspan.peeringservice.store.PostgresLeadership;
import io.podspan.peeringservice.store.PostgresObservations;
import io.podspan.peeringservice.store.PostgresRollouts;
import io.podspan.peeringservice.store.PostgresTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas and one rollout: the one that drives it falls asleep in the middle of an action. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class TakeoverIT {
  private static final Logger LOG = Logger.getLogger(TakeoverIT.class);
  private static final String WORK = "drive-the-rollout-of-this-test";

  @Inject PostgresIntent intent;
  @Inject PostgresRollouts rollouts;
  @Inject PostgresObservations observations;
  @Inject PostgresTransaction transaction;

  private final Standby standby = new Standby();
  private final Bench bench = new Bench(Direction.JOIN);
  private final String id = UUID.randomUUID().toString();

  /** Falls asleep before it deletes the first pod. */
  private static final class Sleeper extends KillSwitch {
    final CountDownLatch asleep = new CountDownLatch(1);
    final CountDownLatch woken = new CountDownLatch(1);

    Sleeper() {
      super(0);
    }

    @Override
    void point(String where) {
      if (where.equals("before restartNode paris-1")) {
        asleep.countDown();
        try {
          woken.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /** As the service has it, without its thread: the test renews. */
  private final class Replica {
    private final PostgresLeadership leadership = new PostgresLeadership();
    final Term term =
        new Term(leadership, WORK, RolloutKeeper.LEASE, RolloutKeeper.MARGIN, System::nanoTime);
    final AtomicInteger troubles = new AtomicInteger();
    final RolloutOwners owners;

    Replica(RouterDriver routers) {
      owners =
          new RolloutOwners(
              new Routers(List.of(routers)),
              bench,
              new RolloutProgress(
                  intent,
                  rollouts,
                  observations,
                  standby,
                  transaction,
                  Clock.systemUTC(),
                  Samples.POLICY,
                  _ -> {},
                  _ -> {}),
              bench.clock(),
              new RolloutBell(),
              (_, _) -> troubles.incrementAndGet(),
              term::lasts);
    }

    boolean turn() {
      boolean leads = term.renew();
      owners.own(id);
      return leads;
    }
  }

  @BeforeEach
  void begin() {
    standby.begin();
    bench.named(id);
    bench.keptElsewhere = this::kept;
    bench.paris.nodes().forEach(node -> bench.routerSaid.put(node.name(), established()));
    transaction.call(
        () -> {
          rollouts.add(bench.rollout());
          return id;
        });
  }

  private static RouterSessions established() {
    return new RouterSessions(
        Map.of("192.0.2.1", "Established"), Samples.NOON.plus(Duration.ofHours(1)));
  }

  @AfterEach
  void end() {
    standby.end();
  }

  @Test
  void theOtherReplicaGoesOnAndTheSleeperDoesNothingWhenItWakes() throws InterruptedException {
    Sleeper sleeper = new Sleeper();
    Replica first = new Replica(new KillableRouters(bench.routers, sleeper));
    Replica second = new Replica(bench.routers);
    assertThat(first.turn()).isTrue();
    assertThat(second.turn()).isFalse();
    assertThat(second.owners.size()).isZero();
    sleeper.asleep.await();
    first.turn();
    Instant lastSign = Instant.now();

    await().until(second::turn);
    Duration took = Duration.between(lastSign, Instant.now());
    LOG.infof("takeover after %d ms", took.toMillis());
    assertThat(took).isGreaterThan(RolloutKeeper.MARGIN).isLessThan(Duration.ofSeconds(15));
    assertThat(first.term.lasts()).as("the sleeper may not act any more").isFalse();

    await()
        .until(
            () -> {
              second.turn();
              bench.peer();
              return kept().state() instanceof RolloutState.Completed;
            });
    assertThat(bench.routers.restarts).containsExactly("paris-1", "paris-2");
    List<String> told = standby.told(id);

    sleeper.woken.countDown();
    assertThat(first.turn()).isFalse();
    await().until(() -> first.owners.size() == 0);
    assertThat(bench.routers.restarts)
        .as("its deletion names a pod that is gone")
        .containsExactly("paris-1", "paris-2");
    assertThat(kept().state()).isInstanceOf(RolloutState.Completed.class);
    assertThat(standby.told(id)).isEqualTo(told).doesNotHaveDuplicates();
    assertThat(first.troubles).as("another owner's save is no trouble").hasValue(0);
  }

  private Rollout kept() {
    return transaction.call(() -> rollouts.load(id)).orElseThrow();
  }
}

package io.podspan.peeringservice.events;

import io.podspan.peeringservice.peering.intent.ConditionRenewal;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that works out conditions, so that no two of them meet: after each ring of the
 * bell, not more often than every so often, and once in a while regardless.
 */
@ApplicationScoped
public class ConditionKeeper {
  private static final Logger LOG = Logger.getLogger(ConditionKeeper.class);
  private static final Duration GATHER = Duration.ofMillis(150);
  private static final Duration REGARDLESS = Duration.ofSeconds(30);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final ConditionRenewal conditions;
  private final RolloutBell bell;
  private final Clock clock;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  @Inject
  public ConditionKeeper(ConditionRenewal conditions, RolloutBell bell, Clock clock) {
    this.conditions = conditions;
    this.bell = bell;
    this.clock = clock;
  }

  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("conditions").start(this::run);
  }

  private void run() {
    try {
      while (running) {
        long heard = bell.count();
        if (renew()) {
          bell.await(heard, REGARDLESS);
          gather();
        } else {
          bell.await(heard, AFTER_TROUBLE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is heard within a moment is worked out once. */
  private void gather() throws InterruptedException {
    long deadline = System.nanoTime() + GATHER.toNanos();
    long left = GATHER.toNanos();
    while (running && left > 0) {
      bell.await(bell.count(), Duration.ofNanos(left));
      left = deadline - System.nanoTime();
    }
  }

  private boolean renew() {
    try {
      conditions.renew(clock.instant());
      return true;
    } catch (RuntimeException e) {
      LOG.warnf("the conditions are worked out again in %s: %s", AFTER_TROUBLE, e.getMessage());
      return false;
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    bell.ring();
    Thread keeper = thread;
    if (keeper != null) {
      keeper.join(Duration.ofSeconds(2));
    }
  }
}

package io.podspan.peeringservice.events;

import io.podspan.peeringservice.peering.intent.ConditionRenewal;
import io.podspan.peeringservice.peering.rollout.RolloutBell;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/**
 * The one thread that works out conditions. It does so after each ring of the bell, but not more
 * often than the gathering time allows, and every 30 seconds. What is gathered takes four times as
 * long as the last renewal did, 5 seconds at most: with thousands of nodes it works out conditions
 * a fifth of the time.
 */
@ApplicationScoped
public class ConditionKeeper {
  private static final Duration GATHER = Duration.ofMillis(150);
  private static final int REST = 4;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration REGARDLESS = Duration.ofSeconds(30);

  private final ConditionRenewal conditions;
  private final RolloutBell bell;
  private final Clock clock;
  private final SupervisedThread thread;
  private volatile boolean stopping;

  @Inject
  public ConditionKeeper(
      ConditionRenewal conditions, RolloutBell bell, Clock clock, Supervision supervision) {
    this.conditions = conditions;
    this.bell = bell;
    this.clock = clock;
    this.thread = supervision.thread("conditions", new Renewal());
  }

  public void start() {
    thread.start();
  }

  private final class Renewal implements Task {
    private long heard = -1;
    private long gatherNanos = GATHER.toNanos();

    /** Waits for the bell, but not before the first renewal and not after one that failed. */
    @Override
    public Duration turn() throws InterruptedException {
      if (heard >= 0) {
        bell.await(heard, REGARDLESS);
        gather();
      }
      long now = bell.count();
      heard = -1;
      long began = System.nanoTime();
      conditions.renew(clock.instant());
      gatherNanos =
          Math.clamp(REST * (System.nanoTime() - began), GATHER.toNanos(), LONGEST.toNanos());
      heard = now;
      return Duration.ZERO;
    }

    /** What is heard within a moment is worked out once. */
    private void gather() throws InterruptedException {
      long deadline = System.nanoTime() + gatherNanos;
      long left = gatherNanos;
      while (!stopping && left > 0) {
        bell.await(bell.count(), Duration.ofNanos(left));
        left = deadline - System.nanoTime();
      }
    }

    @Override
    public void stopping() {
      stopping = true;
      bell.ring();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}

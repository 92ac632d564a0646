package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.router.Routers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * One virtual thread for each rollout that has not ended. A thread that meets trouble (the database
 * is away, somebody moved the rollout on) loads its rollout anew and goes on.
 */
public final class RolloutOwners {
  /** How often things that tell nobody are looked at: pods that come up. */
  private static final Duration LOOK = Duration.ofMillis(300);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Routers routers;
  private final RolloutWorld world;
  private final RolloutJournal journal;
  private final Clock clock;
  private final RolloutBell bell;
  private final BiConsumer<String, RuntimeException> onTrouble;
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();
  private volatile boolean running = true;

  /**
   * @param onTrouble told the rollout and what happened, each time a thread starts over
   */
  public RolloutOwners(
      Routers routers,
      RolloutWorld world,
      RolloutJournal journal,
      Clock clock,
      RolloutBell bell,
      BiConsumer<String, RuntimeException> onTrouble) {
    this.routers = routers;
    this.world = world;
    this.journal = journal;
    this.clock = clock;
    this.bell = bell;
    this.onTrouble = onTrouble;
  }

  /** Sees to it that this rollout is driven until it has ended. */
  public void own(String id) {
    if (running) {
      threads.computeIfAbsent(
          id, i -> Thread.ofVirtual().name("rollout-" + i).start(() -> drive(i)));
    }
  }

  private void drive(String id) {
    try {
      while (running && !attempt(id)) {
        bell.await(bell.count(), AFTER_TROUBLE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(id);
    }
  }

  /** Returns false when it has to be tried again. */
  private boolean attempt(String id) throws InterruptedException {
    try {
      Optional<Rollout> rollout = journal.load(id);
      if (rollout.isPresent()) {
        drive(new RolloutOwner(rollout.get(), routers, world, journal, clock));
      }
      return true;
    } catch (RuntimeException e) {
      onTrouble.accept(id, e);
      return false;
    }
  }

  private void drive(RolloutOwner owner) throws InterruptedException {
    while (running && !owner.rollout().state().ended()) {
      long heard = bell.count();
      if (owner.turn() && running) {
        bell.await(heard, LOOK);
      }
    }
  }

  /** How many are being driven. */
  public int size() {
    return threads.size();
  }

  /**
   * Lets each finish the step that it is in, and starts no other. What remains goes on after the
   * next start.
   *
   * @return whether all finished in time
   */
  public boolean stop(Duration atMost) throws InterruptedException {
    running = false;
    bell.ring();
    long deadline = System.nanoTime() + atMost.toNanos();
    for (Thread thread : threads.values()) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !thread.join(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }
}

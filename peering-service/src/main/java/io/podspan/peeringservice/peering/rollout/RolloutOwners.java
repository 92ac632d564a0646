package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.router.Fence;
import io.podspan.peeringservice.peering.router.Routers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * One virtual thread for each rollout that has not ended. When a step fails (the database is away,
 * another writer moved the rollout on), the thread loads its rollout again and goes on.
 */
public final class RolloutOwners {
  /** How often to look at what sends no event, such as a pod that starts. */
  private static final Duration LOOK = Duration.ofMillis(300);

  /**
   * How long to wait at least before the next look. While a router starts, a dozen reports of it
   * come within a second, and each look reads what is known of all its neighbours.
   */
  private static final Duration GATHER = Duration.ofMillis(100);

  /** At the latest then, also where a look takes long. */
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** A look takes a fifth of the time at most: hundreds of rollouts share the processor. */
  private static final int RATIO = 4;

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  private final Routers routers;
  private final RolloutWorld world;
  private final RolloutJournal journal;
  private final Clock clock;
  private final RolloutBell bell;
  private final BiConsumer<String, RuntimeException> onTrouble;
  private final BooleanSupplier mayAct;
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();
  private volatile boolean running = true;

  /** Owners that may always act, because there is one replica only. */
  public RolloutOwners(
      Routers routers,
      RolloutWorld world,
      RolloutJournal journal,
      Clock clock,
      RolloutBell bell,
      BiConsumer<String, RuntimeException> onTrouble) {
    this(routers, world, journal, clock, bell, onTrouble, () -> true);
  }

  /**
   * @param mayAct whether this replica drives the rollouts; asked before each action
   * @param onTrouble called with the rollout's id and the failure, before each new attempt
   */
  public RolloutOwners(
      Routers routers,
      RolloutWorld world,
      RolloutJournal journal,
      Clock clock,
      RolloutBell bell,
      BiConsumer<String, RuntimeException> onTrouble,
      BooleanSupplier mayAct) {
    this.mayAct = mayAct;
    this.routers = routers;
    this.world = world;
    this.journal = journal;
    this.clock = clock;
    this.bell = bell;
    this.onTrouble = onTrouble;
  }

  /**
   * Drives this rollout on a thread of its own until it has ended, or until this replica may not
   * act any more.
   */
  public void own(String id) {
    if (drives()) {
      threads.computeIfAbsent(
          id, i -> Thread.ofVirtual().name("rollout-" + i).start(() -> drive(i)));
    }
  }

  private boolean drives() {
    return running && mayAct.getAsBoolean();
  }

  private void drive(String id) {
    try {
      while (drives() && !attempt(id)) {
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
        drive(new RolloutOwner(rollout.get(), routers, world, journal, clock, mayAct));
      }
      return true;
    } catch (Fence.ClosedException e) {
      // Nothing came of it, and another replica goes on from what is kept.
      return false;
    } catch (StaleRolloutException e) {
      // An operator steered it, or another replica drove it: what is kept now counts.
      return false;
    } catch (RuntimeException e) {
      onTrouble.accept(id, e);
      return false;
    }
  }

  private void drive(RolloutOwner owner) throws InterruptedException {
    String cluster = owner.rollout().cluster();
    while (drives() && !owner.rollout().state().ended()) {
      long heard = bell.count(cluster);
      long began = System.nanoTime();
      if (owner.turn() && drives()) {
        Duration gathering = gathering(Duration.ofNanos(System.nanoTime() - began));
        Thread.sleep(gathering);
        if (gathering.compareTo(LOOK) < 0) {
          bell.await(cluster, heard, LOOK.minus(gathering));
        }
      }
    }
  }

  /**
   * How long to wait at least after a look.
   *
   * @param took how long it took
   */
  static Duration gathering(Duration took) {
    Duration fair = took.multipliedBy(RATIO);
    if (fair.compareTo(GATHER) < 0) {
      return GATHER;
    }
    return fair.compareTo(LONGEST) > 0 ? LONGEST : fair;
  }

  /** How many are being driven. */
  public int size() {
    return threads.size();
  }

  /**
   * Lets each rollout finish its present step, and starts no other. The next start of the service
   * resumes them.
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

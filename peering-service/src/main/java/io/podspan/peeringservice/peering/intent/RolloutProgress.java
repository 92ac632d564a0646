package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Leaving;
import io.podspan.peeringservice.peering.change.Changeover;
import io.podspan.peeringservice.peering.change.ClusterStep;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.rollout.RolloutJournal;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps and tells what rollouts do. The end of one may make the next step of a change possible: a
 * former reflector is given up once all clusters have the new one, and what has left is told. The
 * last cluster that left takes its interconnect with it.
 */
public final class RolloutProgress implements RolloutJournal {
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Observations observations;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Consumer<Rollout> onChange;
  private final Consumer<String> onRollout;
  private final NewRollouts newRollouts;
  private final Clock clock;

  /**
   * @param policy of the rollouts that are created from now on
   * @param onChange told each rollout that moved on, after the transaction
   * @param onRollout told the id of each new rollout, after the transaction that made it
   */
  public RolloutProgress(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      Consumer<Rollout> onChange,
      Consumer<String> onRollout) {
    this.store = store;
    this.observations = observations;
    this.rollouts = rollouts;
    this.announcer = announcer;
    this.transaction = transaction;
    this.onChange = onChange;
    this.onRollout = onRollout;
    this.clock = clock;
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
  }

  @Override
  public Optional<Rollout> load(String id) {
    return transaction.call(() -> rollouts.load(id));
  }

  @Override
  public void record(Rollout before, Rollout after, List<RolloutFact> facts) {
    List<Rollout> next =
        transaction.call(
            () -> {
              boolean arrived = isAtRest(after) && !isAtRest(before);
              if (arrived) {
                store.serialise();
              }
              if (after.underWay() && !before.underWay()) {
                beginAlone(before);
              }
              rollouts.replace(before, after);
              announcer.told(after, facts);
              return arrived ? goOn(after.interconnect()) : List.of();
            });
    onChange.accept(after);
    next.forEach(rollout -> onRollout.accept(rollout.id()));
  }

  /**
   * Two that looked at the same moment do not both begin: one of them looks again. What this one
   * writes is no edit of somebody else to those that are held.
   */
  private void beginAlone(Rollout rollout) {
    store.serialise();
    for (Rollout other : rollouts.activeIn(rollout.cluster())) {
      if (!other.id().equals(rollout.id()) && other.underWay()) {
        throw new StaleRolloutException(rollout.id());
      }
      if (!other.id().equals(rollout.id()) && other.held() != null) {
        rollouts.replace(other, other.acceptingWhatIsThere());
      }
    }
  }

  private static boolean isAtRest(Rollout rollout) {
    return rollout.state().ended();
  }

  private List<Rollout> goOn(String name) {
    Optional<Interconnect> found = store.interconnect(name);
    if (found.isEmpty()) {
      return List.of();
    }
    List<Rollout> all = rollouts.of(name);
    if (found.get().withdrawing()) {
      removeWhenAllLeft(found.get(), all);
      return List.of();
    }
    Changeover changeover = Changeover.of(found.get(), all);
    Interconnect now = tellWhatLeft(found.get(), changeover.leaving());
    return nextSteps(now, changeover, all);
  }

  private Interconnect tellWhatLeft(Interconnect before, Leaving still) {
    if (still.equals(before.leaving())) {
      return before;
    }
    Interconnect now = before.next(still);
    store.save(now);
    announcer.changed(now);
    observations.keepOnly(store.declared());
    return now;
  }

  /** Only after all have ended well: what stopped is for an operator to decide. */
  private List<Rollout> nextSteps(
      Interconnect interconnect, Changeover changeover, List<Rollout> all) {
    if (all.stream().anyMatch(r -> !r.state().ended())) {
      return List.of();
    }
    List<Rollout> next = new ArrayList<>();
    changeover
        .steps()
        .forEach(
            (cluster, step) -> {
              if (step instanceof ClusterStep.Change && isDone(all, cluster)) {
                next.add(newRollouts.start(interconnect, cluster, step, null, clock.instant()));
              }
            });
    return next;
  }

  private static boolean isDone(List<Rollout> newestFirst, String cluster) {
    return Rollout.lastOfAllNodes(newestFirst, cluster)
        .filter(r -> r.state() instanceof RolloutState.Completed)
        .isPresent();
  }

  private void removeWhenAllLeft(Interconnect interconnect, List<Rollout> all) {
    String name = interconnect.name();
    if (interconnect.members().stream().allMatch(c -> hasLeft(all, c))) {
      store.removeInterconnect(name);
      observations.keepOnly(store.declared());
      announcer.withdrawn(name);
      announcer.conditions(name, interconnect.revision(), List.of());
    }
  }

  private static boolean hasLeft(List<Rollout> newestFirst, String cluster) {
    return Rollout.last(newestFirst, cluster)
        .filter(r -> r.direction() == Direction.LEAVE)
        .filter(r -> r.state() instanceof RolloutState.Completed)
        .isPresent();
  }
}

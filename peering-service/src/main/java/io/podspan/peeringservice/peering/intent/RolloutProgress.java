package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.rollout.RolloutJournal;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps and tells what rollouts do. The last cluster that left takes its interconnect with it. */
public final class RolloutProgress implements RolloutJournal {
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Observations observations;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Consumer<Rollout> onChange;

  /**
   * @param onChange told each rollout that moved on, after the transaction
   */
  public RolloutProgress(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Announcer announcer,
      Transaction transaction,
      Consumer<Rollout> onChange) {
    this.store = store;
    this.observations = observations;
    this.rollouts = rollouts;
    this.announcer = announcer;
    this.transaction = transaction;
    this.onChange = onChange;
  }

  @Override
  public Optional<Rollout> load(String id) {
    return transaction.call(() -> rollouts.load(id));
  }

  @Override
  public void record(Rollout before, Rollout after, List<RolloutFact> facts) {
    transaction.call(
        () -> {
          boolean left =
              after.direction() == Direction.LEAVE
                  && after.state() instanceof RolloutState.Completed;
          if (left) {
            store.serialise();
          }
          rollouts.replace(before, after);
          announcer.told(after, facts);
          if (left) {
            removeWhenAllLeft(after.interconnect());
          }
          return after;
        });
    onChange.accept(after);
  }

  private void removeWhenAllLeft(String name) {
    Optional<Interconnect> interconnect = store.interconnect(name);
    List<Rollout> all = rollouts.of(name);
    if (interconnect.isPresent()
        && interconnect.get().withdrawing()
        && interconnect.get().clusters().stream().allMatch(c -> hasLeft(all, c))) {
      store.removeInterconnect(name);
      observations.keepOnly(store.declared());
      announcer.withdrawn(name);
      announcer.conditions(name, interconnect.get().revision(), List.of());
    }
  }

  private static boolean hasLeft(List<Rollout> newestFirst, String cluster) {
    return Rollout.last(newestFirst, cluster)
        .filter(r -> r.direction() == Direction.LEAVE)
        .filter(r -> r.state() instanceof RolloutState.Completed)
        .isPresent();
  }
}

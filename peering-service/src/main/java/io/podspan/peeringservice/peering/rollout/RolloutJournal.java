package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import java.util.Optional;

/** How a rollout's owner keeps and tells what it did. Port. */
public interface RolloutJournal {
  Optional<Rollout> load(String id);

  /**
   * Keeps the new state and tells the facts, both or neither.
   *
   * @throws StaleRolloutException when another writer moved it on
   */
  void record(Rollout before, Rollout after, List<RolloutFact> facts);
}

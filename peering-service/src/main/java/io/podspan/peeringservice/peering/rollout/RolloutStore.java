package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where rollouts are kept. Port: writes belong to the caller's transaction. */
public interface RolloutStore {
  Optional<Rollout> load(String id);

  void add(Rollout rollout);

  /**
   * Moves a rollout on.
   *
   * @throws StaleRolloutException when what is kept is not {@code before}
   */
  void replace(Rollout before, Rollout after);

  /** All of an interconnect, newest first. */
  List<Rollout> of(String interconnect);

  /** All that have not ended. */
  List<Rollout> active();

  /**
   * A page, newest first.
   *
   * @param interconnect only of this one, null for all
   * @param cluster only of this one, null for all
   */
  List<Rollout> page(
      @Nullable String interconnect, @Nullable String cluster, int offset, int limit);
}

package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.router.RouterChange;
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

  /**
   * Those of an interconnect that say how it is rolled out, newest first: of each cluster the
   * newest for all of its nodes that has completed, all that came after it, and all that have not
   * ended. What came before is history, and may be long.
   */
  List<Rollout> of(String interconnect);

  /** The same of one cluster. */
  List<Rollout> of(String interconnect, String cluster);

  /** All that have not ended. */
  List<Rollout> active();

  /** The ids of all that have not ended. */
  List<String> activeIds();

  /** All of this cluster that have not ended, whichever interconnect they are for. */
  List<Rollout> activeIn(String cluster);

  /**
   * What completed rollouts of an interconnect wrote to this cluster, the oldest first. The same
   * change, written again, is there once: when it was written last.
   */
  List<RouterChange> written(String interconnect, String cluster);

  /**
   * A page, newest first.
   *
   * @param interconnect only of this one, null for all
   * @param cluster only of this one, null for all
   */
  List<Rollout> page(
      @Nullable String interconnect, @Nullable String cluster, int offset, int limit);
}

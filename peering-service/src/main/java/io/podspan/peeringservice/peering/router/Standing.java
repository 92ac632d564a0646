package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.List;
import java.util.Set;

/**
 * How what rollouts wrote stands in a cluster now, as its driver read it. Immutable and pure. What
 * somebody else changes of what is not ours is no drift.
 */
public interface Standing {
  /**
   * What is not as it was written, one for each object.
   *
   * @param aim the peerings that the rollouts of one interconnect have left there. It names nothing
   *     that is unwanted, and other clusters only for drivers that follow them
   * @param written what these rollouts wrote, the oldest first
   */
  List<Drift> drift(Aim aim, List<RouterChange> written);

  /**
   * The names of nodes that came later and do not get these peerings by themselves. A driver whose
   * configuration reaches every node has none.
   *
   * @param aim the same peerings, on all nodes that take part now
   * @param written what the rollouts wrote, the oldest first
   * @param done the names of the nodes that had their turn; another node may have one of them now
   */
  default List<String> late(Aim aim, List<RouterChange> written, Set<String> done) {
    return List.of();
  }

  /**
   * Whether the intent became another one since it was written: a cluster that this one is joined
   * with has other addresses now. Nobody else changed anything.
   *
   * @param aim the same peerings
   */
  default boolean isOutdated(Aim aim) {
    return false;
  }
}

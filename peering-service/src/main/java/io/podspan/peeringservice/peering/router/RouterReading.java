package io.podspan.peeringservice.peering.router;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.List;

/**
 * How a cluster's routers are configured now, as their driver read it. Immutable: all methods are
 * pure.
 */
public interface RouterReading {
  /** What has to change for this aim. */
  Planning plan(Aim aim);

  /** What the configuration says to the checks of preflight. */
  default List<RouterNote> notes() {
    return List.of();
  }

  /**
   * What on these nodes forbids a join. {@link Violation#where} is relative to the cluster, {@code
   * nodes/paris-1}.
   */
  default List<Violation> obstacles(List<NodeReading> nodes) {
    return List.of();
  }
}

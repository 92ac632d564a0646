package io.podspan.routecollector.events;

import io.podspan.events.ClusterState;
import java.util.Map;
import java.util.Set;

/** Which nodes are followed. */
interface Feeds {
  /**
   * The nodes of this cluster are followed from now on, and no others of it.
   *
   * @param peers addresses whose sessions with their routers are followed
   */
  void keep(ClusterState cluster, Set<String> peers);

  /** None of this cluster is. */
  void drop(String cluster);

  /** Whether each change of each node of this cluster that takes part is heard of. */
  boolean follow(ClusterState cluster);

  /** How many nodes of a cluster are in which state, by its word. */
  Map<String, Long> states(String cluster);
}

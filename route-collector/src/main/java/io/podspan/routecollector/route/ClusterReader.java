package io.podspan.routecollector.route;

import io.podspan.events.ClusterState;
import java.util.function.BiConsumer;

/** Port: looks at the nodes of a cluster. */
public interface ClusterReader {
  /**
   * Looks at every node once, several at a time, and returns when all are done. Throws nothing for
   * what is wrong with the cluster: that is an outcome.
   *
   * @param perNode told each node's name and outcome as it comes, on several threads
   */
  void read(ClusterState cluster, BiConsumer<String, ReadOutcome> perNode);
}

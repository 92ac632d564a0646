package io.podspan.routecollector.route;

import io.podspan.events.ClusterState;
import java.util.function.Consumer;

/** Port: looks at one node of a cluster, whose others were looked at before. */
public interface NodeReader {
  /**
   * Looks at it, and returns when that is done. Two looks at one node, also of a {@link
   * ClusterReader}, never overlap.
   *
   * @param outcome told before the next look at the node can begin
   */
  void read(ClusterState cluster, String node, Consumer<ReadOutcome> outcome);
}

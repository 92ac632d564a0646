package io.podspan.routecollector.check;

import io.podspan.events.ClusterState;
import io.podspan.events.NodeSession;
import java.time.Instant;
import java.util.List;

/** Port: runs the script on a node. */
public interface NodeLooker {

  /** Looks once; it takes a few seconds at most, and throws nothing. */
  Look look(ClusterState cluster, Asked asked);

  /** What came of it. */
  sealed interface Look {}

  /**
   * The script ran.
   *
   * @param text what it printed
   * @param before when it was started, by our clock
   * @param after when it had ended
   * @param router what is wrong with the node's router
   * @param sessions what the router says of its sessions; empty when it could not be asked
   * @param unknown what could not be found out besides
   */
  record Seen(
      String text,
      Instant before,
      Instant after,
      List<Finding> router,
      List<NodeSession> sessions,
      List<Unknown> unknown)
      implements Look {}

  /**
   * It did not run.
   *
   * @param findings why not, as far as it is known
   */
  record NotSeen(List<Finding> findings, List<Unknown> unknown) implements Look {}
}

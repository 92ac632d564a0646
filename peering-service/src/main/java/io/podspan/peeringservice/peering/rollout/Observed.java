package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.RouterChange;
import java.util.List;

/** What came of a {@link RolloutAction}. */
public sealed interface Observed {

  /** These reflectors have not taken the interconnect over. */
  record Reflectors(List<String> missing) implements Observed {}

  /** This is to change. */
  record Prepared(RouterChange change) implements Observed {}

  /** It cannot be done, and trying again is no use. */
  record Refusal(String reason, String nextStep) implements Observed {}

  /** The change is written. */
  record Applied() implements Observed {}

  /** Somebody else changed the same thing meanwhile. */
  record Conflict(String why) implements Observed {}

  /** The node's router pod runs the former configuration. */
  record Restartable(String pod, String uid) implements Observed {}

  /** The node's router has the change already, or needs no restart for it. */
  record UpToDate() implements Observed {}

  /** The node or its router is not in a state to be changed. */
  record NotReady(String why) implements Observed {}

  /** The node left the cluster. */
  record Gone() implements Observed {}

  /** The successor pod is Ready and has the newest configuration. */
  record Running(String pod) implements Observed {}

  /** It is not there, or not Ready yet. */
  record NotRunning(String why) implements Observed {}

  /**
   * The sessions of a node.
   *
   * @param passed what reflectors said as wanted, for people
   * @param missing what is yet to be said, for people
   * @param routerSaid whether the node's own router agrees
   * @param lost nodes that were verified and whose session was lost since
   */
  record Gates(List<String> passed, List<String> missing, boolean routerSaid, List<Lost> lost)
      implements Observed {
    public Gates {
      passed = List.copyOf(passed);
      missing = List.copyOf(missing);
      lost = List.copyOf(lost);
    }
  }

  /** A session that was up when its node was verified. */
  record Lost(String node, String detail) {}

  /** The update strategy is the former one. */
  record Restored() implements Observed {}

  /** The cluster's API could not be used. */
  record Unavailable(ClusterFault fault) implements Observed {}
}

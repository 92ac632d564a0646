package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import java.util.List;

/** What came of a {@link RolloutAction}. */
public sealed interface Observed {

  /** These reflectors have not taken the interconnect over. */
  record Reflectors(List<String> missing) implements Observed {}

  /** This is to change. */
  record Prepared(RouterChange change) implements Observed {}

  /** It cannot be done, and trying again is no use. */
  record Refusal(String reason, String nextStep) implements Observed {}

  /** What the driver of the cluster's routers said. */
  record OfRouters(RouterOutcome outcome) implements Observed {}

  /**
   * The sessions of a node.
   *
   * @param passed the gates that passed, for people
   * @param missing the gates that did not pass yet, for people
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

  /** The cluster's API could not be used. */
  record Unavailable(ClusterFault fault) implements Observed {}
}

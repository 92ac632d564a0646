package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.RouterChange;
import io.podspan.peeringservice.peering.RouterReading;

/**
 * The routers of a cluster, through its API. Port. Every call throws {@link
 * io.podspan.peeringservice.peering.ClusterFaultException} when the API cannot be used, looks at
 * what is there first, and so may be repeated.
 */
public interface RouterControl {
  RouterReading router(Cluster cluster);

  /** {@link Observed.Applied}, {@link Observed.Conflict} or {@link Observed.Refusal}. */
  Observed apply(Cluster cluster, RouterChange change);

  /**
   * {@link Observed.Restartable}, {@link Observed.UpToDate}, {@link Observed.NotReady} or {@link
   * Observed.Gone}.
   */
  Observed checkNode(Cluster cluster, RouterChange change, String node);

  /** {@link Observed.Running} or {@link Observed.NotRunning}. */
  Observed restartPod(Cluster cluster, RouterChange change, String node, String pod, String uid);

  /** {@link Observed.Restored}. */
  Observed restore(Cluster cluster, RouterChange change);
}

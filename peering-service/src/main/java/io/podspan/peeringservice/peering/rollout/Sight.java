package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Cluster;

/**
 * What an owner sees in one look. Nothing of it is older than the look. Of the nodes only those
 * under way are seen. Port.
 */
public interface Sight {
  /** The rollout as it is kept: an operator may have steered it. */
  Rollout rollout();

  /** Its cluster as it is registered now. */
  Cluster cluster();

  /** All that the gates of this node judge by. */
  Evidence evidence(String node);

  /** A node's routes and what its pods reach, as last heard. */
  Snapshot snapshot(String node);
}

package io.podspan.peeringservice.peering.intent;

import java.util.OptionalLong;

/** The clusters that this replica follows by watches. Port. */
public interface FollowedClusters {
  /**
   * A number that grows with each thing that was heard of the cluster. While it stays the same,
   * nothing that is watched has changed. Any thread.
   *
   * @return empty where the cluster is not followed here, or not all of it can be watched
   */
  OptionalLong heard(String cluster);
}

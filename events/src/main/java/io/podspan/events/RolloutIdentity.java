package io.podspan.events;

import io.podspan.events.check.Require;

/**
 * Which rollout an event belongs to.
 *
 * @param id unique, the same in all events of one rollout
 * @param interconnect the interconnect that it serves
 * @param cluster the cluster whose routers change
 */
public record RolloutIdentity(String id, String interconnect, String cluster) {
  public RolloutIdentity {
    Require.text(id, "rollout.id");
    Require.text(interconnect, "rollout.interconnect");
    Require.text(cluster, "rollout.cluster");
  }
}

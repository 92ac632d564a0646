package io.podspan.peeringservice.peering.rollout;

/** What a rollout is for. */
public enum Direction {
  /** The peerings are being added. */
  JOIN,
  /** The peerings of a cluster that stays are being replaced. */
  CHANGE,
  /** The peerings are being removed. */
  LEAVE
}

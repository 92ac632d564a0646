package io.podspan.peeringservice.peering.rollout;

/** What a rollout is for. */
public enum Direction {
  /** The peerings are being added. */
  JOIN,
  /** The peerings are being removed. */
  LEAVE
}

package io.podspan.peeringservice.peering.intent;

/** What a request does to an object, or would do. */
public enum Effect {
  CREATED,
  CHANGED,
  UNCHANGED
}

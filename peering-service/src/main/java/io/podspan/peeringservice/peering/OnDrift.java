package io.podspan.peeringservice.peering;

/** What is done when somebody else changes what a rollout wrote. */
public enum OnDrift {
  /** It is told, and nothing is changed. */
  TELL,
  /** A rollout writes it again, under all gates; not more often than the settings allow. */
  HEAL
}

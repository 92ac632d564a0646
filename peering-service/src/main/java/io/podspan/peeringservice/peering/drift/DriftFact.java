package io.podspan.peeringservice.peering.drift;

import io.podspan.peeringservice.peering.router.Drift;

/** What a look at a cluster made known, to be told to everybody. */
public sealed interface DriftFact {
  /**
   * @param nextStep what is done about it, and what to do
   */
  record Found(Drift drift, String nextStep) implements DriftFact {}

  /** A rollout wrote it again. */
  record Healed(String object) implements DriftFact {}

  /** Somebody else put it back. */
  record Ended(String object) implements DriftFact {}
}

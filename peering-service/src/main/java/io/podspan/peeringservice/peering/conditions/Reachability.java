package io.podspan.peeringservice.peering.conditions;

/** What the probes say of the pods of one cluster reaching those of another. */
public enum Reachability {
  /** A round was tried, and not all could be measured. What was measured answers. */
  UNKNOWN,
  /** Every pair of pods answers. */
  REACHABLE,
  /** Some pairs answer, and some do not. */
  PARTIAL,
  /** No pair answers. */
  UNREACHABLE
}

package io.podspan.peeringservice.peering.conditions;

/** What the probes say of the pods of one cluster reaching those of another. */
public enum Reachability {
  /** A round was tried, and nothing could be measured. */
  UNKNOWN,
  /** Every pair of pods answers. */
  REACHABLE,
  /** Some pairs answer, or some pods could not be asked. */
  PARTIAL,
  /** No pair answers. */
  UNREACHABLE
}

package io.podspan.probeservice.probe;

/** What the pings say of a pair of clusters. */
public enum Reachability {
  /** Nothing was measured, for want of pods or of access. */
  UNKNOWN,
  /** Every pair of pods answers. */
  REACHABLE,
  /** Some pairs answer, or some pods could not be asked. */
  PARTIAL,
  /** No pair answers. */
  UNREACHABLE
}

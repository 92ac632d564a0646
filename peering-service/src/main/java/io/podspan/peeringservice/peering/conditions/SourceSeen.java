package io.podspan.peeringservice.peering.conditions;

/**
 * What the probes say of the source address that pods of one cluster see on what comes from
 * another.
 *
 * @param why for people: what was seen, or why it could not be measured
 */
public record SourceSeen(State state, String why) {

  /** The probes' answer. */
  public enum State {
    /** It could not be measured. */
    UNKNOWN,
    /** The address of the pod that sent. */
    PRESERVED,
    /** Another address. */
    REPLACED
  }
}

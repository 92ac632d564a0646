package io.podspan.peeringservice.peering;

/**
 * One reason why something cannot be done.
 *
 * @param code what kind, {@code overlapping-pod-cidrs}
 * @param where the field or object that it is about
 * @param detail what is wrong
 * @param nextStep what to do about it
 */
public record Violation(String code, String where, String detail, String nextStep) {
  public static Violation of(String where, ClusterFault fault) {
    return new Violation(fault.code(), where, fault.detail(), fault.nextStep());
  }

  /** The same fault as part of a larger object: {@code clusters/paris/nodes/paris-1}. */
  public Violation within(String whole) {
    return new Violation(code, whole + "/" + where, detail, nextStep);
  }
}

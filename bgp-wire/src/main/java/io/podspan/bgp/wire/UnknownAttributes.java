package io.podspan.bgp.wire;

/**
 * What happens to the attributes of a peer that this speaker does not use. It knows the form of
 * some of them: PMSI_TUNNEL, TUNNEL_ENCAPSULATION, PREFIX_SID, ATTR_SET. Receivers parse these, and
 * many end the session when one is malformed.
 */
public enum UnknownAttributes {
  /** None is passed on. */
  DROP,

  /** Those whose form is known pass when it is right. All others are dropped. */
  VALIDATE,

  /**
   * Those whose form is known pass when it is right. All others pass unread if they are transitive
   * (RFC 4271, section 5).
   */
  PASS
}

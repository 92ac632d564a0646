package io.podspan.bgpreflector.reflect;

/** What happens to the routes of a peer when its session ends. */
public enum RoutesOnLoss {
  /** They are withdrawn at once (RFC 4271, section 8.2.2). */
  WITHDRAW,

  /**
   * They stay in use and are stale (RFC 4724, section 4.2), until the peer announces them again,
   * {@link ReflectionEngine#refreshEnds} withdraws what is still stale, or {@link
   * ReflectionEngine#forget} withdraws all of them.
   */
  KEEP_AS_STALE
}

package io.podspan.bgpreflector.fsm;

/** Which of two connections with one peer stays (RFC 4271 section 6.8, RFC 6286 section 2.3). */
public enum Collision {
  KEEP_OURS,
  KEEP_THEIRS;

  /**
   * The connection of the speaker with the higher BGP identifier stays; if they are equal, that of
   * the speaker with the higher AS.
   */
  public static Collision resolve(SessionPolicy policy, int peerRouterId) {
    int byId = Integer.compareUnsigned(policy.localRouterId(), peerRouterId);
    int order = byId != 0 ? byId : Long.compare(policy.localAsn(), policy.peerAsn());
    return order > 0 ? KEEP_OURS : KEEP_THEIRS;
  }
}

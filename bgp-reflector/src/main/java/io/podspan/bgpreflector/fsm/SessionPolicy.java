package io.podspan.bgpreflector.fsm;

/**
 * What is configured of one peer, as far as the state machine cares.
 *
 * @param localAsn our AS
 * @param localRouterId our BGP identifier
 * @param peerAsn the AS that the peer must have
 * @param holdTime offered, in seconds; 0 or at least 3
 * @param dial whether we connect as well, rather than only wait
 * @param connectRetry seconds between attempts to connect
 */
public record SessionPolicy(
    long localAsn, int localRouterId, long peerAsn, int holdTime, boolean dial, int connectRetry) {
  public SessionPolicy {
    if (holdTime < 0 || holdTime == 1 || holdTime == 2 || holdTime > 65535) {
      throw new IllegalArgumentException("hold time " + holdTime + " is neither 0 nor 3 to 65535");
    }
  }

  public boolean internal() {
    return localAsn == peerAsn;
  }
}

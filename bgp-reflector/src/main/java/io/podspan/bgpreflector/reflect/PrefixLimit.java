package io.podspan.bgpreflector.reflect;

/**
 * How many prefixes of a family are taken from a peer.
 *
 * @param maximum that are taken
 * @param warnPercent of the maximum at which it is told, 1 to 100
 * @param onExceeded what happens to the one that is too many
 * @param restartSeconds how long the peer stays away after a reset, 0 until an operator clears it
 */
public record PrefixLimit(int maximum, int warnPercent, OnExceeded onExceeded, int restartSeconds) {

  /** What happens when a peer announces too many prefixes. */
  public enum OnExceeded {
    /** Prefixes beyond the maximum are rejected. */
    REJECT,
    /** The session ends with Cease, maximum number of prefixes reached (RFC 4486). */
    RESET
  }

  public static final PrefixLimit NONE =
      new PrefixLimit(Integer.MAX_VALUE, 100, OnExceeded.REJECT, 0);

  public PrefixLimit {
    if (maximum < 0 || warnPercent < 1 || warnPercent > 100 || restartSeconds < 0) {
      throw new IllegalArgumentException(
          "limit of " + maximum + ", warning at " + warnPercent + " percent");
    }
  }

  /** Excess is rejected, and the limit is told when it is reached. */
  public static PrefixLimit rejecting(int maximum) {
    return new PrefixLimit(maximum, 100, OnExceeded.REJECT, 0);
  }

  int warnAt() {
    return (int) ((long) maximum * warnPercent / 100);
  }
}

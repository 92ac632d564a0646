package io.podspan.bgp.wire;

import java.util.Set;

/**
 * The Graceful Restart capability (RFC 4724, section 3, with the N bit of RFC 8538, section 2).
 * Families without a name here are not in it.
 *
 * @param restarting the R bit: the speaker has restarted, and nobody is to wait for its End-of-RIB
 * @param notification the N bit: a NOTIFICATION ends a session gracefully, unless it is a hard
 *     reset
 * @param restartSeconds how long the session may take to come back, 0 to 4095
 * @param families that the speaker keeps forwarding while it restarts
 * @param preserved those of them whose forwarding state it has kept (the F bit)
 */
public record GracefulRestart(
    boolean restarting,
    boolean notification,
    int restartSeconds,
    Set<AddressFamily> families,
    Set<AddressFamily> preserved) {
  public static final int MAX_SECONDS = 4095;

  public GracefulRestart {
    if (restartSeconds < 0 || restartSeconds > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "a restart time of " + restartSeconds + " s is not in 0.." + MAX_SECONDS);
    }
    families = Set.copyOf(families);
    preserved = Set.copyOf(preserved);
    if (!families.containsAll(preserved)) {
      throw new IllegalArgumentException("a preserved family is not among the families");
    }
  }
}

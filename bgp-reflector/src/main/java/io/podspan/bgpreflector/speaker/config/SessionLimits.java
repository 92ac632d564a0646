package io.podspan.bgpreflector.speaker.config;

import io.podspan.bgpreflector.fsm.SessionPolicy;

/**
 * Limits of time and number for sessions.
 *
 * @param openWait seconds that a configured peer has for its OPEN
 * @param memberOpenWait seconds that a member of a range has for it: nobody configured it by name,
 *     so it gets less than the four minutes of RFC 4271
 * @param sendHold seconds without progress of what is sent until the session ends (RFC 9687), 0 for
 *     the RFC's own choice
 * @param halfOpen how many accepted connections may wait for an OPEN at a time
 * @param lingering seconds that a member of a range is remembered after its session
 */
public record SessionLimits(
    int openWait, int memberOpenWait, int sendHold, int halfOpen, int lingering) {
  public static final SessionLimits DEFAULT =
      new SessionLimits(SessionPolicy.LARGE_OPEN_WAIT, 30, 0, 4096, 5);

  private static final int MIN_SEND_HOLD = 8 * 60;

  /** RFC 9687, section 6: eight minutes or twice the hold time, whichever is more. */
  public int sendHoldFor(int holdTime) {
    return sendHold > 0 ? sendHold : Math.max(MIN_SEND_HOLD, 2 * holdTime);
  }
}

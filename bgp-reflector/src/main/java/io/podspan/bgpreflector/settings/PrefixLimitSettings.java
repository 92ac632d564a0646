package io.podspan.bgpreflector.settings;

/**
 * How many prefixes of each family one peer may have here; all there are unless told otherwise.
 *
 * @param warnPercent the percentage from which the log warns
 * @param action what happens beyond it
 * @param restartSeconds after a reset, when the peer may come again
 */
public record PrefixLimitSettings(int max, int warnPercent, Action action, int restartSeconds) {
  public static final PrefixLimitSettings DEFAULT =
      new PrefixLimitSettings(2_000_000, 80, Action.REJECT, 60);

  /** What happens to a peer that announces more. */
  public enum Action {
    /** The session ends (RFC 4486, subcode 1). */
    RESET,
    /** The session stays; what is beyond is not taken. */
    REJECT
  }
}

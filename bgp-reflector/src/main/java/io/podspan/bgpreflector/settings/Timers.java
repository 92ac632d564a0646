package io.podspan.bgpreflector.settings;

/**
 * Seconds.
 *
 * @param hold offered hold time, 0 for none
 * @param connectRetry between attempts to connect
 * @param open that a peer which is named has for its OPEN (RFC 4271, section 8.2.2: large)
 * @param rangeOpen that a peer of a range has for it
 * @param sendHold without progress of what is sent until a session ends (RFC 9687), 0 for the RFC's
 *     own choice
 */
public record Timers(int hold, int connectRetry, int open, int rangeOpen, int sendHold) {
  public static final Timers DEFAULT = new Timers(90, 5, 240, 30, 0);
}

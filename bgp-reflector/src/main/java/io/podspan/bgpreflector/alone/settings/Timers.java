package io.podspan.bgpreflector.alone.settings;

/**
 * Seconds.
 *
 * @param hold offered hold time, 0 for none
 * @param connectRetry between attempts to connect
 */
public record Timers(int hold, int connectRetry) {
  static final Timers DEFAULT = new Timers(90, 5);
}

package io.podspan.console.why;

import org.jspecify.annotations.Nullable;

/**
 * What one kind of measurement says.
 *
 * @param kind {@code icmp}, {@code mtu}, {@code source} and others
 * @param state {@code REACHED}, {@code UNREACHED}, {@code NOT_MEASURED}
 * @param cause why, null when there is nothing to say
 * @param medianMicros of the round trips, null without an answer
 * @param lost pings without an answer while others had one; null where there are none
 * @param mtu octets of the largest packet that passed, null for other kinds
 * @param source the address that the target saw, null for other kinds
 */
public record Measured(
    String kind,
    String state,
    @Nullable Cause cause,
    @Nullable Long medianMicros,
    @Nullable Lost lost,
    @Nullable Integer mtu,
    @Nullable String source) {
  static final String ICMP = "icmp";
  static final String MTU = "mtu";
  static final String SOURCE = "source";

  /** Pings that had no answer, while others had. */
  public record Lost(int lost, int sent) {}

  public boolean isReached() {
    return state.equals("REACHED");
  }

  public boolean isUnreached() {
    return state.equals("UNREACHED");
  }
}

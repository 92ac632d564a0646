package io.podspan.probeservice.paths;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of measurement says.
 *
 * @param why null when it reached its target and nothing is to be said
 * @param counts null where nothing is counted
 * @param mtu octets of the largest IP packet that passed; null unless measured
 * @param source the address that the target saw; null unless measured
 * @param detail more for people: one line, null when there is none
 */
public record PathResult(
    PathKind kind,
    State state,
    @Nullable Why why,
    @Nullable Counts counts,
    @Nullable Integer mtu,
    @Nullable IpAddress source,
    @Nullable String detail) {

  /** What came out. */
  public enum State {
    REACHED,
    UNREACHED,
    /** Nothing is known of the network. */
    NOT_MEASURED
  }

  /**
   * Echo requests and their round trips in microseconds.
   *
   * @param rtt null when none came back
   */
  public record Counts(int sent, int received, @Nullable Rtt rtt) {}

  /** Microseconds. */
  public record Rtt(long min, long median, long max) {}

  public static PathResult reached(PathKind kind, @Nullable String detail) {
    return new PathResult(kind, State.REACHED, null, null, null, null, detail);
  }

  public static PathResult unreached(PathKind kind, Why why) {
    return new PathResult(kind, State.UNREACHED, why, null, null, null, null);
  }

  public static PathResult notMeasured(PathKind kind, Why why) {
    return new PathResult(kind, State.NOT_MEASURED, why, null, null, null, null);
  }
}

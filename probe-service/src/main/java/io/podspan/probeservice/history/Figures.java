package io.podspan.probeservice.history;

import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.RoundTrip;
import java.util.OptionalLong;

/**
 * What pings said, in figures that can be added. Pure.
 *
 * @param sent echo requests
 * @param received echo replies
 * @param minMicros the shortest round trip; of no meaning where none came back
 * @param maxMicros the longest
 * @param spreadMicros the sum, over all replies, of how far they are from the mean of their ping
 * @param spreads how many replies that is a sum of: those of pings with two or more
 * @param roundTrips of all replies
 */
public record Figures(
    long sent,
    long received,
    long minMicros,
    long maxMicros,
    long spreadMicros,
    long spreads,
    Buckets roundTrips) {
  private static final int PERCENT = 100;

  static Figures of(Ping ping) {
    return switch (ping) {
      case Ping.Silent(int sent, var _) -> new Figures(sent, 0, 0, 0, 0, 0, Buckets.NONE);
      case Ping.Answered(int sent, int received, RoundTrip times) -> of(sent, received, times);
    };
  }

  /**
   * Ping says the shortest, the longest and the mean: those between the two are taken to be equal,
   * which is exact up to three.
   */
  private static Figures of(int sent, int received, RoundTrip times) {
    if (received < 2) {
      long only = times.averageMicros();
      return new Figures(sent, received, only, only, 0, 0, Buckets.of(only, received));
    }
    long min = times.minMicros();
    long max = times.maxMicros();
    long mean = times.averageMicros();
    Buckets all = Buckets.of(min, 1).plus(Buckets.of(max, 1));
    long spread = max - min;
    int between = received - 2;
    if (between > 0) {
      long each = Math.clamp((received * mean - min - max) / between, min, max);
      all = all.plus(Buckets.of(each, between));
      spread += between * Math.abs(each - mean);
    }
    return new Figures(sent, received, min, max, spread, received, all);
  }

  Figures plus(Figures other) {
    if (received == 0 || other.received == 0) {
      Figures times = received == 0 ? other : this;
      return new Figures(
          sent + other.sent,
          times.received,
          times.minMicros,
          times.maxMicros,
          times.spreadMicros,
          times.spreads,
          times.roundTrips);
    }
    return new Figures(
        sent + other.sent,
        received + other.received,
        Math.min(minMicros, other.minMicros),
        Math.max(maxMicros, other.maxMicros),
        spreadMicros + other.spreadMicros,
        spreads + other.spreads,
        roundTrips.plus(other.roundTrips));
  }

  /** Share of echo requests without a reply, 0 to 1. */
  public double loss() {
    return sent == 0 ? 0 : Math.max(0, 1.0 - (double) received / sent);
  }

  /**
   * The round trip that this share of all does not exceed, in microseconds.
   *
   * @param percent 1 to 100
   */
  public OptionalLong percentile(int percent) {
    if (percent < 1 || percent > PERCENT) {
      throw new IllegalArgumentException(percent + " is not from 1 to 100");
    }
    OptionalLong middle = roundTrips.percentile(percent);
    return middle.isEmpty()
        ? middle
        : OptionalLong.of(Math.clamp(middle.getAsLong(), minMicros, maxMicros));
  }

  /** The mean distance of a round trip from the mean of its ping, in microseconds. */
  public OptionalLong jitterMicros() {
    return spreads == 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round((double) spreadMicros / spreads));
  }
}

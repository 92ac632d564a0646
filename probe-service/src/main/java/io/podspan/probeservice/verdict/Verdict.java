package io.podspan.probeservice.probe;

import io.podspan.probeservice.probe.Reading.Measured;
import io.podspan.probeservice.probe.Reading.NotMeasured;
import io.podspan.probeservice.probe.Reading.PairPing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reading means.
 *
 * @param pairs pairs of pods measured
 * @param reachable how many of them answered
 * @param sent echo requests
 * @param received echo replies
 * @param roundTrip null when none answered
 * @param why for people: what fails, or that all answer
 * @param failed the first failures, at most {@link #MOST_FAILURES}
 */
public record Verdict(
    Reachability state,
    int pairs,
    int reachable,
    int sent,
    int received,
    @Nullable RoundTrip roundTrip,
    String why,
    List<FailedPair> failed) {

  /** As many as the contract carries. */
  public static final int MOST_FAILURES = 20;

  public Verdict {
    failed = List.copyOf(failed);
  }

  public static Verdict of(Reading reading) {
    return switch (reading) {
      case NotMeasured(_, String why, _) ->
          new Verdict(Reachability.UNKNOWN, 0, 0, 0, 0, null, why, List.of());
      case Measured measured -> of(measured);
    };
  }

  private static Verdict of(Measured measured) {
    List<PairPing> pings = measured.pings();
    List<PairPing> failed = pings.stream().filter(ping -> !ping.answered()).toList();
    List<RoundTrip> roundTrips =
        pings.stream()
            .map(PairPing::ping)
            .filter(Ping.Answered.class::isInstance)
            .map(ping -> ((Ping.Answered) ping).roundTrip())
            .toList();
    return new Verdict(
        state(pings.size(), failed.size(), measured.notAsked().size()),
        pings.size(),
        pings.size() - failed.size(),
        pings.stream().mapToInt(p -> p.ping().sent()).sum(),
        pings.stream().mapToInt(p -> p.ping().received()).sum(),
        RoundTrip.of(roundTrips).orElse(null),
        Explanation.of(measured),
        failed.stream().limit(MOST_FAILURES).map(FailedPair::of).toList());
  }

  private static Reachability state(int pairs, int failed, int notAsked) {
    if (pairs == 0) {
      return Reachability.UNKNOWN;
    }
    if (failed == pairs) {
      return Reachability.UNREACHABLE;
    }
    return failed == 0 && notAsked == 0 ? Reachability.REACHABLE : Reachability.PARTIAL;
  }
}

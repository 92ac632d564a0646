package io.podspan.probeservice.verdict;

import io.podspan.events.FailedPing;
import io.podspan.events.NodeReach;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PingFailure;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.Measurement.Impossible;
import io.podspan.probeservice.measure.Measurement.Measured;
import io.podspan.probeservice.measure.Measurement.PairPing;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.measure.RoundTrip;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a measurement means.
 *
 * @param pairs pairs of pods measured
 * @param reachable how many of them answered
 * @param sent echo requests
 * @param received echo replies
 * @param roundTrip null when none answered
 * @param cause why the state is what it is
 * @param failed the first failures, at most {@link #MOST_FAILURES}
 * @param nodes how the nodes reach each other; empty in verdicts of earlier versions
 */
public record Verdict(
    Reachability state,
    int pairs,
    int reachable,
    int sent,
    int received,
    @Nullable RoundTrip roundTrip,
    PairReason cause,
    List<FailedPing> failed,
    List<NodeReach> nodes) {

  /** As many as the contract carries. */
  public static final int MOST_FAILURES = 20;

  public Verdict {
    Objects.requireNonNull(cause, "cause");
    failed = List.copyOf(failed);
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
  }

  public static Verdict of(Measurement measurement) {
    return switch (measurement) {
      case Impossible(_, PairReason cause, _) -> unmeasured(Reachability.UNKNOWN, cause);
      case Measured measured -> of(measured);
    };
  }

  /** Nothing was measured. */
  public static Verdict unmeasured(Reachability state, PairReason cause) {
    return new Verdict(state, 0, 0, 0, 0, null, cause, List.of(), List.of());
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
        failed.stream().limit(MOST_FAILURES).map(Verdict::failed).toList(),
        NodePairs.of(pings));
  }

  private static FailedPing failed(PairPing failed) {
    ProbePod from = failed.pods().from();
    ProbePod to = failed.pods().to();
    PairReason cause =
        switch (failed.ping()) {
          case Ping.Silent(int _, PingFailure failure) -> failure;
          case Ping.Answered _ -> throw new IllegalArgumentException(failed + " did not fail");
        };
    return FailedPing.because(
        cause, from.path(), from.node(), to.path(), to.node(), to.address().toString());
  }

  private static Reachability state(int pairs, int failed, int notAsked) {
    if (pairs == 0) {
      return Reachability.UNKNOWN;
    }
    if (failed == pairs) {
      return Reachability.UNREACHABLE;
    }
    if (failed > 0) {
      return Reachability.PARTIAL;
    }
    // What was not measured is neither a failure nor an answer.
    return notAsked > 0 ? Reachability.UNKNOWN : Reachability.REACHABLE;
  }
}

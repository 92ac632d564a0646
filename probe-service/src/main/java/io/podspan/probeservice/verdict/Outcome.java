package io.podspan.probeservice.verdict;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PairSummary;
import io.podspan.events.reason.PingFailure;
import io.podspan.events.reason.Unrecognised;
import io.podspan.probeservice.measure.Measurement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a measurement changes in what is known of its pair. */
public sealed interface Outcome {

  /** What is known now. */
  PairState now();

  /** There is nothing new to announce; figures may differ. */
  record Same(PairState now) implements Outcome {}

  /** The state is another one, or it is UNKNOWN for another reason, or it is the first. */
  record Changed(Reachability before, PairState now) implements Outcome {}

  /**
   * Decides. The reason of an UNKNOWN state counts, because it is all that there is to say: "not
   * probed yet" would be wrong after a round was tried. How many pairs answer beside it, and how
   * long a command took, are figures.
   *
   * @param before null when nothing was known, which is the same as UNKNOWN
   */
  static Outcome of(@Nullable PairState before, Measurement measurement, Instant at) {
    Verdict verdict = Verdict.of(measurement);
    Reachability was = before == null ? Reachability.UNKNOWN : before.state();
    boolean sameState = was == verdict.state();
    PairState now =
        new PairState(
            measurement.clusters(),
            before != null && sameState ? before.since() : at,
            before == null ? 1 : before.round() + 1,
            at,
            measurement.took().toMillis(),
            verdict);
    return before != null && sameState && !otherReason(before.last(), verdict)
        ? new Same(now)
        : new Changed(was, now);
  }

  private static boolean otherReason(Verdict before, Verdict now) {
    return now.state() == Reachability.UNKNOWN
        && !obstacles(now.cause()).equals(obstacles(before.cause()));
  }

  private static List<PairReason> obstacles(PairReason cause) {
    return switch (cause) {
      case PairSummary.AllAnswer _ -> List.of();
      case PairSummary.Several(List<PairReason> reasons) ->
          reasons.stream().flatMap(reason -> obstacles(reason).stream()).toList();
      case PairSummary.SomeNotAsked(int pods, List<String> nodes, PairReason why) ->
          List.of(new PairSummary.SomeNotAsked(pods, nodes, withoutTime(why)));
      case NotMeasured _,
          PairSummary.NoneAnswers _,
          PairSummary.SomeFail _,
          PingFailure _,
          Unrecognised _ ->
          List.of(withoutTime(cause));
    };
  }

  private static PairReason withoutTime(PairReason obstacle) {
    if (obstacle instanceof NotMeasured.ExecTimedOut(String cluster, String pod, long _)) {
      return new NotMeasured.ExecTimedOut(cluster, pod, 0);
    }
    if (obstacle instanceof NotMeasured.ApiUnreachable(String cluster, long _, String detail)) {
      return new NotMeasured.ApiUnreachable(cluster, 0, detail);
    }
    return obstacle;
  }
}

package io.podspan.probeservice.verdict;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.Measurement;
import java.time.Instant;
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
   * probed yet" would be wrong after a round was tried.
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
    return now.state() == Reachability.UNKNOWN && !now.cause().equals(before.cause());
  }
}

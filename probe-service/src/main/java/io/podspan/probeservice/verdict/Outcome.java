package io.podspan.probeservice.probe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a reading makes of what was known of its pair. */
public sealed interface Outcome {

  /** What is known now. */
  PairState now();

  /** The state is the same; figures and reasons may differ. */
  record Same(PairState now) implements Outcome {}

  /** The state is another one. */
  record Changed(Reachability before, PairState now) implements Outcome {}

  /**
   * Decides.
   *
   * @param before null when nothing was known, which is the same as UNKNOWN
   */
  static Outcome of(@Nullable PairState before, Reading reading, Instant at) {
    Verdict verdict = Verdict.of(reading);
    Reachability was = before == null ? Reachability.UNKNOWN : before.state();
    boolean same = was == verdict.state();
    PairState now =
        new PairState(
            reading.clusters(),
            before != null && same ? before.since() : at,
            before == null ? 1 : before.round() + 1,
            at,
            reading.took().toMillis(),
            verdict);
    return same ? new Same(now) : new Changed(was, now);
  }
}

package io.podspan.bgpreflector.speaker.pulse;

import io.podspan.bgpreflector.speaker.report.Stall;
import java.time.Duration;

/** What a look at a session has found. */
public sealed interface Finding {
  /** Nothing is wrong, as before. */
  record Answers() implements Finding {}

  /** The peer has ceased to answer. */
  record Stalled(Stall seen) implements Finding {}

  /** It still does not answer. */
  record StillStalled(Stall seen) implements Finding {}

  /**
   * It answers again.
   *
   * @param silent for how long it had not
   */
  record Resumed(Duration silent) implements Finding {}
}

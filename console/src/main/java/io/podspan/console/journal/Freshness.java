package io.podspan.console.journal;

import java.time.Instant;

/**
 * How the journal compares with Kafka.
 *
 * @param behind how many records Kafka has that the journal has not handled; 0 unless BEHIND
 * @param since when this state began
 */
public record Freshness(State state, long behind, Instant since) {

  /** Whether the journal has all that Kafka has. */
  public enum State {
    CURRENT,
    BEHIND,
    /** Kafka does not say how much there is. */
    UNKNOWN
  }
}

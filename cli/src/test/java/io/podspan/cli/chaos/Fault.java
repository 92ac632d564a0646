package io.podspan.cli.chaos;

import java.time.Duration;

/**
 * Something that breaks and is whole again.
 *
 * @param what for people
 * @param lasts from its begin until it is healed
 */
record Fault(FaultKind kind, String what, Duration lasts, Step begin, Step heal) {
  static final Step NOTHING = () -> {};

  /** May fail, such as a change of a Postgres that another fault has stopped. */
  interface Step {
    void run() throws Exception;
  }
}

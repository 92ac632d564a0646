package io.podspan.probeservice.probe;

import io.podspan.probeservice.verdict.Outcome;

/** Port: publishes an outcome, in the transaction of the caller. */
public interface Announcer {
  void announce(Outcome outcome);
}

package io.podspan.probeservice.probe;

/** Tells others, in the transaction of the caller. */
public interface Announcer {
  void announce(Outcome outcome);
}

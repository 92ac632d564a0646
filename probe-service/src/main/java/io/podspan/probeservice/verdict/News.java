package io.podspan.probeservice.verdict;

import io.podspan.events.ProbeEvent.Reachability;

/** What an event lets one expect of the pings of its cluster. */
public enum News {
  /** A route or a session is lost, a node has left: what fails now, fails because of it. */
  BAD,

  /** A route or a session is back, or the intent is another one: what answers now, answers. */
  GOOD;

  private static final int UNKNOWN = -1;

  /** Whether a change of state is what was to be expected. None is to UNKNOWN, or from there. */
  public boolean explains(Reachability before, Reachability now) {
    int was = rank(before);
    int is = rank(now);
    return was != UNKNOWN && is != UNKNOWN && (this == BAD ? is < was : is > was);
  }

  private static int rank(Reachability state) {
    return switch (state) {
      case UNKNOWN -> UNKNOWN;
      case UNREACHABLE -> 0;
      case PARTIAL -> 1;
      case REACHABLE -> 2;
    };
  }
}

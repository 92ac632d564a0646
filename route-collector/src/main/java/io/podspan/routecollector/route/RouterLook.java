package io.podspan.routecollector.route;

import java.time.Instant;
import java.util.Objects;

/**
 * What the last look at a node said of its router. It is what others need to know of the node that
 * their routes lead to.
 *
 * @param why what was seen, for people; empty when it runs
 * @param at when it was seen
 */
public record RouterLook(State state, String why, Instant at) {

  /** What a router does, as far as is known. */
  public enum State {
    /** It answered. */
    RUNS,
    /** It answered nothing, and the kernel beside it did. */
    SILENT,
    /** Its pod or its container does not run. */
    DOWN,
    /** The node could not be read: nothing is known. */
    UNREAD
  }

  public RouterLook {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(at, "at");
  }

  /** A node of which neither sessions nor routes of the router could be read, but the kernel. */
  static RouterLook of(Gaps gaps, boolean silent, Instant at) {
    String why = gaps.sessions() == null ? "" : gaps.sessions();
    return silent ? new RouterLook(State.SILENT, why, at) : new RouterLook(State.RUNS, "", at);
  }
}

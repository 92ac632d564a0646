package io.podspan.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Something that was done on purpose, from its begin until all was well again.
 *
 * @param nodes that it is done to
 */
record QuietWindow(Deed deed, Set<String> nodes, Instant from, Instant to) {
  /** What is told late of what was true in the window. */
  private static final Duration LATE = Duration.ofSeconds(10);

  /** What the quiet time does. */
  enum Deed {
    /** The pod of a router is deleted; it restarts gracefully. */
    RESTART,
    /** The clusters leave each other, or join. */
    MEMBERSHIP,
    /** A node comes or goes. */
    NODE
  }

  boolean has(Instant time) {
    return !time.isBefore(from) && !time.isAfter(to.plus(LATE));
  }
}

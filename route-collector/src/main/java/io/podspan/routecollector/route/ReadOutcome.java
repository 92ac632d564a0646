package io.podspan.routecollector.route;

/** The result of a look at a node. */
public sealed interface ReadOutcome {

  /** The node answered at least one question. */
  record Read(NodeTables tables) implements ReadOutcome {}

  /**
   * The node answered no question. What it has is not known.
   *
   * @param why for people
   */
  record Unreadable(String why) implements ReadOutcome {}
}

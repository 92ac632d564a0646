package io.podspan.routecollector.route;

/** The result of a look at a node. */
public sealed interface ReadOutcome {

  /** The node could be read, completely. */
  record Read(NodeTables tables) implements ReadOutcome {}

  /**
   * The node could not be read. What it has is not known.
   *
   * @param why for people
   */
  record Unreadable(String why) implements ReadOutcome {}
}

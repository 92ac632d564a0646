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

  /**
   * The router of the node does not run, so nothing could be asked.
   *
   * @param why what was seen of it, for people
   */
  record RouterDown(String why) implements ReadOutcome {}
}

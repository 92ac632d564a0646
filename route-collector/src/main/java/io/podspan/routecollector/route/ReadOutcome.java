package io.podspan.routecollector.route;

/** What became of a look at a node. */
public sealed interface ReadOutcome {

  /** It could be read, whole. */
  record Read(Reading reading) implements ReadOutcome {}

  /**
   * It could not, and says nothing of what the node has.
   *
   * @param why for people
   */
  record Unreadable(String why) implements ReadOutcome {}
}

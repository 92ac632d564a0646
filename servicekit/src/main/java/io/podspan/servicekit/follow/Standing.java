package io.podspan.servicekit.follow;

/** What a reader thinks of the intent topic. */
public sealed interface Standing {

  /** The topic has not been read to its end yet. */
  record Reading() implements Standing {}

  /** The topic holds the whole intent of this generation. */
  record Complete(long generation) implements Standing {}

  /** There was never a mark: an earlier version writes the topic, or nobody yet. */
  record Unmarked() implements Standing {}

  /**
   * The topic does not hold the whole intent, or an older one. What was known before holds.
   *
   * @param why for people
   */
  record Kept(String why) implements Standing {}

  /**
   * The topic is not ours. Nothing of it is followed, and nothing should be sent there.
   *
   * @param why for people, with what to do
   */
  record Foreign(String why) implements Standing {}
}

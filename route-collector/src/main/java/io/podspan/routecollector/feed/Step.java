package io.podspan.routecollector.feed;

/** What a line of a feed means. */
public sealed interface Step {
  Step BEAT = new Beat();

  /** The node is there, and nothing that counts has changed. */
  record Beat() implements Step {}

  /**
   * Something has changed: it is time to look.
   *
   * @param what for people
   */
  record Change(String what) implements Step {}

  /**
   * Something may have been missed: the node is not known until a whole read has ended.
   *
   * @param why for people
   */
  record Gap(String why) implements Step {}
}

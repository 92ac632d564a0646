package io.podspan.events.envelope;

import io.podspan.events.Event;

/** What became of a record that was read. */
public sealed interface Received {

  /** A known event. */
  record Readable(Envelope<Event> envelope) implements Received {}

  /**
   * A record that no version of us can have written, or a newer one has.
   *
   * @param reason what is wrong with it, for people; without its content
   */
  record Unreadable(String reason) implements Received {}
}

package io.podspan.bgpreflector.hostile;

/** What a message does to a route that its sender had announced before, and to the session. */
sealed interface Effect {

  /** The route is gone; the session stays. */
  record Withdrawn() implements Effect {}

  /** The route is as it was; the session stays. */
  record Ignored() implements Effect {}

  /** The route is replaced by what the message says; the session stays. */
  record PassedOn() implements Effect {}

  /**
   * The session ends, and its routes with it.
   *
   * @param notification code and subcode, or "closed"
   */
  record Reset(String notification) implements Effect {}

  Effect WITHDRAWN = new Withdrawn();
  Effect IGNORED = new Ignored();
  Effect PASSED_ON = new PassedOn();

  static Effect reset(String notification) {
    return new Reset(notification);
  }
}

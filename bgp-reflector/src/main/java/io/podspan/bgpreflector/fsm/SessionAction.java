package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.Message;

/** What is to be done, in the order given. */
public sealed interface SessionAction {

  /** Start to connect to the peer. */
  record Dial() implements SessionAction {}

  record Send(Message message) implements SessionAction {}

  /** Close the connection, or give up the attempt to make one, after what was sent is out. */
  record Close() implements SessionAction {}

  /** Start the timer, or restart it. */
  record StartTimer(SessionTimer timer, int seconds) implements SessionAction {}

  record StopTimer(SessionTimer timer) implements SessionAction {}

  /**
   * The session is established.
   *
   * @param open what the peer said of itself
   * @param holdTime negotiated, seconds
   */
  record SessionUp(Message.Open open, int holdTime) implements SessionAction {}

  /** The session was established and is not any more. */
  record SessionDown(SessionEnding ending) implements SessionAction {}

  /** An attempt failed before the session was established. */
  record AttemptFailed(SessionEnding ending) implements SessionAction {}

  record DeliverUpdate(Message.Update update) implements SessionAction {}

  record DeliverRefresh(Message.RouteRefresh refresh) implements SessionAction {}
}

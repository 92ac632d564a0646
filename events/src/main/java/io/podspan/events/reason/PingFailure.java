package io.podspan.events.reason;

import io.podspan.events.check.Require;

/** Why one pod did not reach another. The pods are in the event. */
public sealed interface PingFailure extends PairReason {

  /**
   * Echo requests went out, and no reply came back.
   *
   * @param sent how many echo requests
   */
  record NoReply(int sent) implements PingFailure {}

  /**
   * A host on the way sent an ICMP error back.
   *
   * @param message as ping prints it, {@code Destination Host Unreachable}
   * @param by the address of the sender of the error
   */
  record IcmpError(String message, String by) implements PingFailure {
    public IcmpError {
      message = Require.sentence(message, "cause.message");
      Require.text(by, "cause.by");
    }
  }

  /**
   * The ping program could not send.
   *
   * @param message as ping prints it, {@code No route to host}
   */
  record PingError(String message) implements PingFailure {
    public PingError {
      message = Require.sentence(message, "cause.message");
    }
  }

  /**
   * The pod ran the command, and its output has no result for this address.
   *
   * @param said the first line of what it printed instead
   */
  record NoResult(String said) implements PingFailure {
    public NoResult {
      said = Require.sentence(said, "cause.said");
    }
  }
}

package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * The state of one connection.
 *
 * @param holdTime negotiated, seconds; means something from OpenConfirm on
 * @param open the peer's OPEN, from OpenConfirm on
 * @param errors how often in a row the peer broke the protocol, for damping
 */
public record Status(SessionState state, int holdTime, Message.@Nullable Open open, int errors) {
  public static final Status INITIAL = new Status(SessionState.IDLE, 0, null, 0);

  /** Before anything happened, for a peer with so many errors when it was last known. */
  public static Status remembering(int errors) {
    return new Status(SessionState.IDLE, 0, null, errors);
  }

  /** Waits for a connection, even if the policy says to dial. */
  public Status listening() {
    return new Status(SessionState.ACTIVE, 0, null, errors);
  }

  Status in(SessionState next) {
    return new Status(next, holdTime, open, errors);
  }

  Status confirmed(int negotiatedHoldTime, Message.Open peerOpen) {
    return new Status(SessionState.OPEN_CONFIRM, negotiatedHoldTime, peerOpen, errors);
  }

  Status idle(int newErrors) {
    return new Status(SessionState.IDLE, 0, null, newErrors);
  }

  Status forgiven() {
    return errors == 0 ? this : new Status(state, holdTime, open, 0);
  }
}

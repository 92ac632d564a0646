package io.podspan.bgpreflector.fsm;

/** The timers of a session (RFC 4271, section 8.1.3). */
public enum SessionTimer {
  CONNECT_RETRY,
  HOLD,
  KEEPALIVE,
  IDLE_HOLD
}

package io.podspan.bgpreflector.fsm;

/** The timers of a session (RFC 4271, section 8.1.3). */
public enum SessionTimer {
  CONNECT_RETRY,
  /** Once the session is established, every message received restarts it without being told. */
  HOLD,
  KEEPALIVE,
  IDLE_HOLD,
  /** Until a session that had errors before counts as stable. */
  STABLE
}

package io.podspan.events.reason;

/** Why a reflector closed a connection before it became a session. */
public sealed interface Refusal extends SessionReason {

  /** No configured peer has this address. */
  record UnknownPeer() implements Refusal {}

  /** The range of the address has its largest number of peers. */
  record RangeFull() implements Refusal {}

  /** The address is the reflector's own. */
  record Self() implements Refusal {}

  /** The TTL says that the peer is farther away than allowed (RFC 5082). */
  record TooFar() implements Refusal {}

  /** Too many connections have not sent an OPEN yet. */
  record TooManyHalfOpen() implements Refusal {}

  /** The peer has to wait after errors, or until an operator clears it. */
  record IdleHold() implements Refusal {}

  /** The peer has an Established session. */
  record AlreadyEstablished() implements Refusal {}

  /** The reflector is stopping. */
  record Stopping() implements Refusal {}
}

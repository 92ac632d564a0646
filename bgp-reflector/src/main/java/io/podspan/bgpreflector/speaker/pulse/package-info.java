/**
 * Whether the peer of an established session still answers, told in seconds where the hold timer
 * needs its whole time. The kernel does the asking: it sends TCP keepalives on quiet connections
 * (RFC 9293, section 3.8.4) and repeats what is not acknowledged. {@link
 * io.podspan.bgpreflector.speaker.pulse.LoopPulses} reads what it has counted, {@link
 * io.podspan.bgpreflector.speaker.pulse.Pulse} decides what that means. No BGP message is sent for
 * it, and no session ends because of it.
 *
 * <p>Owned by the peer's I/O loop.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.pulse;

import org.jspecify.annotations.NullMarked;

/**
 * The clock of an I/O loop. {@link io.podspan.bgpreflector.speaker.timers.TimerWheel} holds all
 * timers of a loop in one scheduled task. {@link
 * io.podspan.bgpreflector.speaker.timers.ConnectionTimers} are those of one connection (RFC 4271,
 * section 10), {@link io.podspan.bgpreflector.speaker.timers.SendHoldTimer} is the one of RFC 9687.
 *
 * <p>Everything here is owned by the I/O loop.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.timers;

import org.jspecify.annotations.NullMarked;

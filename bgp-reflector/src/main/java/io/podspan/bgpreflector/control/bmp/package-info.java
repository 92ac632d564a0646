/**
 * The reflector tells BMP stations what it holds: its Loc-RIB (RFC 9069).
 *
 * <p>{@link io.podspan.bgpreflector.control.bmp.LocRib} is a copy of the best paths, which the
 * shard loop keeps current with each batch of changes. Of each station it knows which prefixes it
 * is owed: of several changes of one prefix the last counts. A {@link
 * io.podspan.bgpreflector.control.bmp.BmpSender} has a thread of its own for each station, and
 * takes what is owed as fast as the station reads.
 *
 * <p>Invariants: the engine waits for no station, only for the lock of a batch. A station that
 * falls too far behind, or does not read for half a minute, loses its connection and begins anew:
 * what is owed is bounded by the table.
 */
@NullMarked
package io.podspan.bgpreflector.control.bmp;

import org.jspecify.annotations.NullMarked;

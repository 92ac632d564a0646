/**
 * From the shards to the sockets.
 *
 * <p>A shard encodes messages once for each update group, into a log of {@code reflect}. It hands
 * each member a segment of that log through {@link
 * io.podspan.bgpreflector.speaker.output.SessionOutput} and wakes the I/O loops. {@link
 * io.podspan.bgpreflector.speaker.output.LoopPumps} runs the pumps of one loop, and {@link
 * io.podspan.bgpreflector.speaker.output.OutboundPump} writes slices of the log to one socket while
 * the socket takes them. {@link io.podspan.bgpreflector.speaker.output.TableMarkers} sends what
 * stands before and after a whole table: End-of-RIB (RFC 4724), BoRR and EoRR (RFC 7313).
 *
 * <p>Owner: the I/O loop of the session, except {@code SessionOutput}, which shards call.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.output;

import org.jspecify.annotations.NullMarked;

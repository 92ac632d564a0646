/**
 * Bytes to BGP messages and back. Knows the JDK and Netty's buffers, nothing else.
 *
 * <p>In: {@link io.podspan.bgpreflector.wire.FrameHeader} judges the 19 octets before a body,
 * {@link io.podspan.bgpreflector.wire.MessageDecoder} turns one frame into a {@link
 * io.podspan.bgpreflector.wire.Decoded}: a {@link io.podspan.bgpreflector.wire.Message}, or {@link
 * io.podspan.bgpreflector.wire.Malformed} with the NOTIFICATION that RFC 4271 section 6 asks for.
 * Out: {@link io.podspan.bgpreflector.wire.MessageEncoder}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No input makes a decoder throw. A bad attribute is a verdict ({@link
 *       io.podspan.bgpreflector.wire.UpdateFault}, RFC 7606); the strongest verdict of a message
 *       wins.
 *   <li>Every read is bounded by the slice it belongs to: a capability cannot read its neighbour.
 *   <li>{@link io.podspan.bgpreflector.wire.PathAttributes} are immutable and canonical: equal
 *       attributes have equal bytes, AS numbers always have four octets (RFC 6793).
 *   <li>Everything here is stateless or immutable, so that any thread may use it.
 * </ol>
 *
 * <p>RFCs: 4271, 4456 (attributes), 4760, 5492, 6793, 7606, 2918, 9072.
 */
@NullMarked
package io.podspan.bgpreflector.wire;

import org.jspecify.annotations.NullMarked;

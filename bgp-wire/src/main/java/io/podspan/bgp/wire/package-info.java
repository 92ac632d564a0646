/**
 * Bytes to BGP messages and back. Knows the JDK, Netty's buffers and addresses, nothing else.
 *
 * <p>In: {@link io.podspan.bgp.wire.FrameHeader} judges the 19 octets before a body, {@link
 * io.podspan.bgp.wire.MessageDecoder} turns one frame into a {@link io.podspan.bgp.wire.Decoded}: a
 * {@link io.podspan.bgp.wire.Message}, or {@link io.podspan.bgp.wire.Malformed} with the
 * NOTIFICATION that RFC 4271 section 6 asks for. Out: {@link io.podspan.bgp.wire.MessageEncoder}
 * for whole messages; who packs many prefixes writes them himself between {@link
 * io.podspan.bgp.wire.PathAttributes#writeReflected} and {@link
 * io.podspan.bgp.wire.MultiprotocolEncoder}.
 *
 * <p>An UPDATE is decoded in one pass over an array. Attributes are judged where they stand, by
 * their row of {@link io.podspan.bgp.wire.AttributeTable}; those that stay are copied together, and
 * what the decision needs of them is read on the way. Only what is unusual costs more: attributes
 * out of order are sorted, those of peers that know AS numbers of two octets are widened and
 * merged, faults are remembered.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No input makes a decoder throw. A bad attribute is a verdict ({@link
 *       io.podspan.bgp.wire.UpdateFault}, RFC 7606); the strongest verdict of a message wins.
 *   <li>Every read is bounded by the range it belongs to: a capability cannot read its neighbour.
 *       What is allocated is in proportion to what was received.
 *   <li>{@link io.podspan.bgp.wire.PathAttributes} are immutable and canonical: ordered by code, AS
 *       numbers of four octets (RFC 6793), otherwise each attribute as its sender wrote it. Equal
 *       bytes are equal attributes; a length field that is longer than it need be makes them
 *       differ, which costs an entry and nothing else.
 *   <li>Everything that leaves the package is stateless or immutable, so that any thread may use
 *       it.
 * </ol>
 *
 * <p>Choices where RFCs leave one:
 *
 * <ul>
 *   <li>A flaw that could be answered by disabling a family (RFC 7606, section 7.11) resets the
 *       session.
 *   <li>Families that were not negotiated are ignored, also in the fields of RFC 4271.
 *   <li>Optional parameters that are no capabilities are ignored, not refused.
 *   <li>A ROUTE-REFRESH that is not of 23 octets is an error, whatever its subtype (RFC 7313).
 *   <li>AIGP (RFC 7311) is not used, therefore dropped: what is passed on must be decided by.
 * </ul>
 *
 * <p>RFCs: 4271, 4456 (attributes), 4760, 2545, 5492, 6793, 7606, 7607, 2918, 7313, 8654, 9072,
 * 1997, 8092, 8326, 8669, 9234 (form only), 4486, 9003.
 */
@NullMarked
package io.podspan.bgp.wire;

import org.jspecify.annotations.NullMarked;

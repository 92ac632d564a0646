/**
 * The BGP-4 codec: octets to messages and back. It depends on the JDK, on {@code netty-buffer} and
 * on the {@code addresses} module.
 *
 * <p>Decoding: {@link io.podspan.bgp.wire.FrameHeader} checks the 19 octets of the header. {@link
 * io.podspan.bgp.wire.MessageDecoder} decodes one whole frame to a {@link
 * io.podspan.bgp.wire.Decoded}: a {@link io.podspan.bgp.wire.Message}, or a {@link
 * io.podspan.bgp.wire.Malformed} with the NOTIFICATION that RFC 4271, section 6 asks for.
 *
 * <p>Encoding: {@link io.podspan.bgp.wire.MessageEncoder} encodes whole messages. A caller that
 * packs many prefixes into a message writes them itself, with {@link
 * io.podspan.bgp.wire.PathAttributes#writeReflected} and {@link
 * io.podspan.bgp.wire.MultiprotocolEncoder}.
 *
 * <p>An UPDATE is decoded in one pass over an array. Each attribute is checked in place against its
 * row of {@link io.podspan.bgp.wire.AttributeTable}. The attributes that are kept are copied
 * together, and the values that the decision process needs are read on the way. Only unusual input
 * costs more: attributes out of order are sorted, AS numbers of two octets are widened and merged,
 * faults are recorded.
 *
 * <p>An OPEN keeps all capabilities as they were received. {@link
 * io.podspan.bgp.wire.CapabilityType} is the table of the known ones. {@link
 * io.podspan.bgp.wire.Capabilities#negotiated} says what holds between two speakers.
 *
 * <p>Thread: any. All public values are immutable, and the decoder and the encoder keep no state.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No input makes a decoder throw. An error in an UPDATE becomes an {@link
 *       io.podspan.bgp.wire.UpdateFault} (RFC 7606). The strongest one of a message decides.
 *   <li>Every read stays inside the range that it belongs to: a capability cannot read the next
 *       one. Memory is in proportion to the input.
 *   <li>{@link io.podspan.bgp.wire.PathAttributes} are immutable and canonical: ordered by code, AS
 *       numbers of four octets (RFC 6793), otherwise as the sender wrote them. Equal bytes are
 *       equal attributes. A length field that is longer than necessary makes two sets differ; that
 *       costs one more entry and has no other effect.
 * </ol>
 *
 * <p>Choices that the RFCs leave open:
 *
 * <ul>
 *   <li>An error that could be answered by disabling a family (RFC 7606, section 7.11) resets the
 *       session.
 *   <li>Routes of families that were not negotiated are ignored, also in the fields of RFC 4271.
 *   <li>Attributes go out with the flags of their row. Partial is cleared where RFC 4271, section
 *       4.3 forbids it, because some receivers end the session otherwise.
 *   <li>Attributes that only others use are checked in form and marked Partial, or dropped: {@link
 *       io.podspan.bgp.wire.UnknownAttributes} decides for each peer.
 *   <li>A next hop pair of {@code ::} and a link-local address is taken and passed on as it came.
 *   <li>A ROUTE-REFRESH that has not 23 octets is an error, whatever its subtype (RFC 7313; RFC
 *       4271, section 6.1 for peers without that capability).
 *   <li>A Graceful Restart capability (RFC 4724) of an impossible length counts as not announced.
 *   <li>AIGP (RFC 7311) is dropped. A speaker that passes it on must also use it in its decision.
 * </ul>
 *
 * <p>The package {@code bmp} reads and writes what routers report about themselves.
 *
 * <p>RFCs: 4271, 4456 (attributes), 4724, 4760, 2545, 5492, 6793, 7606, 7607, 2918, 7313, 8654,
 * 9072, 1997, 8092, 8326, 4486, 9003, 9774; in form only 6368, 6514, 8669, 9012, 9234, 9252.
 */
@NullMarked
package io.podspan.bgp.wire;

import org.jspecify.annotations.NullMarked;

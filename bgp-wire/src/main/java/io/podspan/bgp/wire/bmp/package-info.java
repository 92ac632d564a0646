/**
 * BMP, by which a router says what it holds (RFC 7854; Adj-RIB-Out RFC 8671; Loc-RIB RFC 9069).
 *
 * <p>Decoding: {@link io.podspan.bgp.wire.bmp.BmpFrame} finds whole messages in a stream. {@link
 * io.podspan.bgp.wire.bmp.BmpDecoder} makes one a {@link io.podspan.bgp.wire.bmp.BmpMessage}, or a
 * {@link io.podspan.bgp.wire.bmp.BmpFault} that says what is wrong with it and where. The UPDATE
 * inside of a route monitoring message stays octets until {@link
 * io.podspan.bgp.wire.bmp.UpdateReader} reads it: how depends on what the OPENs of the peer's Peer
 * Up said, and {@link io.podspan.bgp.wire.bmp.PathIds} knows that.
 *
 * <p>Encoding: {@link io.podspan.bgp.wire.bmp.BmpEncoder}.
 *
 * <p>UPDATEs are read here and not by {@link io.podspan.bgp.wire.MessageDecoder}, because this side
 * only watches. What a router holds is shown as it is: its own routes have no AS_PATH and the next
 * hop 0.0.0.0, for which a speaker would treat them as withdrawn (RFC 7606).
 *
 * <p>Thread: any; {@link io.podspan.bgp.wire.bmp.PathIds} belongs to one thread at a time.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No input makes a decoder throw, and every read stays inside of its range.
 *   <li>Memory is in proportion to the input, which {@link
 *       io.podspan.bgp.wire.bmp.BmpFrame#MAX_LENGTH} bounds.
 *   <li>Only what a header says ends a stream: {@link io.podspan.bgp.wire.bmp.BmpFault#ends}. Any
 *       other fault costs one message.
 * </ol>
 *
 * <p>Choices that the RFCs leave open:
 *
 * <ul>
 *   <li>Path identifiers (RFC 7911) are expected where both OPENs have them, and yet not required.
 *       FRR 8.4 never writes them and GoBGP 3.10 only before its policy: {@link
 *       io.podspan.bgp.wire.bmp.PathIds}.
 *   <li>An AS_PATH that cannot be read costs its text, not the route.
 *   <li>Route mirroring is counted and not looked into.
 * </ul>
 */
@NullMarked
package io.podspan.bgp.wire.bmp;

import org.jspecify.annotations.NullMarked;

/**
 * A BMP station: routers connect to it and say what they hold (RFC 7854, 8671, 9069).
 *
 * <p>Flow: {@link io.podspan.routecollector.bmp.Station} accepts whom {@link
 * io.podspan.routecollector.bmp.Guests} lets in. A {@link io.podspan.routecollector.bmp.RouterLink}
 * finds and decodes the messages of one connection and hands them to its {@link
 * io.podspan.routecollector.bmp.Router}, which has {@link
 * io.podspan.routecollector.bmp.MonitoredPeer}s, which have tables. Nothing is sent to a router,
 * ever. Who wants to know asks {@link io.podspan.routecollector.bmp.BmpView}.
 *
 * <p>Thread: one, {@code bmp}. It owns all of this, and questions are tasks on it.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>What a router sends costs that router at most. A header that cannot be ends its connection,
 *       any other fault costs one message and is counted.
 *   <li>Connections, routers, peers and routes are bounded ({@link
 *       io.podspan.routecollector.bmp.Limits}). What is beyond is left out, and that is told.
 *   <li>Routes of a router whose connection has ended are stale, and go after a minute or at the
 *       End-of-RIB of its next dump.
 * </ol>
 *
 * <p>It is plain Java and Netty, except {@code BmpStation}, {@code BmpSettings} and {@code
 * BmpMetrics}.
 */
@NullMarked
package io.podspan.routecollector.bmp;

import org.jspecify.annotations.NullMarked;

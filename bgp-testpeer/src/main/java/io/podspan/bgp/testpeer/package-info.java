/**
 * A BGP peer for tests. It does what the test tells it to do, right or wrong, and nothing by
 * itself: it sends no KEEPALIVE and has no hold timer.
 *
 * <p>A test gets a {@link io.podspan.bgp.testpeer.TestPeer} from a {@link
 * io.podspan.bgp.testpeer.Dialer} (the peer connects) or from a {@link
 * io.podspan.bgp.testpeer.PeerListener} (the peer is connected to). It sends messages or raw
 * octets. It reads {@link io.podspan.bgp.testpeer.RawMessage}s, which {@link
 * io.podspan.bgp.testpeer.TestPeer#decode} turns into messages with the codec of {@code bgp-wire}.
 * A test that must not trust the codec reads the octets.
 *
 * <p>Thread: one thread may send while another one reads. {@link
 * io.podspan.bgp.testpeer.TestPeer#received} may be called from any thread.
 *
 * <p>Invariants: no read waits longer than the peer's patience. What is kept of received messages
 * has a bound, however long the session lasts.
 */
@NullMarked
package io.podspan.bgp.testpeer;

import org.jspecify.annotations.NullMarked;

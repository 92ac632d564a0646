/**
 * What reflectors say of their peers: whether there is a session, what the peer announced in it,
 * and what was rejected.
 *
 * <p>{@link io.podspan.routecollector.heard.PeerWord} is the last word about one peer of one
 * reflector; every session event gives the next one. {@link io.podspan.routecollector.heard.Heard}
 * answers questions. {@link io.podspan.routecollector.heard.PeerRecords} is the port that keeps the
 * words across restarts.
 *
 * <p>Invariants: pure, without clock and I/O; a reflector that has said nothing is not taken for
 * one that holds nothing; every word is of bounded size.
 */
@NullMarked
package io.podspan.routecollector.heard;

import org.jspecify.annotations.NullMarked;

/**
 * One session with one peer.
 *
 * <p>{@link io.podspan.bgpreflector.speaker.session.PeerSession} is the peer. {@link
 * io.podspan.bgpreflector.speaker.session.Connections} holds its connection, or two while they
 * collide (RFC 4271, section 6.8). A {@link io.podspan.bgpreflector.speaker.session.Connection}
 * runs the state machine of one channel: {@link
 * io.podspan.bgpreflector.speaker.session.ConnectionHandler} receives Netty's callbacks, {@link
 * io.podspan.bgpreflector.speaker.session.FrameDecoder} cuts the bytes into messages. {@link
 * io.podspan.bgpreflector.speaker.session.EstablishedSession} is what exists only while the session
 * is established.
 *
 * <p>Owner: the peer's I/O loop, for the peer's whole life. Snapshots may be taken by any thread.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.session;

import org.jspecify.annotations.NullMarked;

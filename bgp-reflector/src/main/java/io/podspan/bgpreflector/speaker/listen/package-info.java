/**
 * Listening and admission.
 *
 * <p>{@link io.podspan.bgpreflector.speaker.listen.Acceptor} looks at the address of each accepted
 * connection before anything is read. {@link io.podspan.bgpreflector.speaker.listen.PeerDirectory}
 * finds the peer with that address, or makes a member of a range, or refuses the connection.
 * Unknown addresses are closed at once, counted by reason, and reported at a bounded rate.
 *
 * <p>A member of a range is forgotten a while after its session ({@link
 * io.podspan.bgpreflector.speaker.listen.Membership}). {@link
 * io.podspan.bgpreflector.speaker.listen.DampingHistory} still remembers its protocol errors.
 */
@NullMarked
package io.podspan.bgpreflector.speaker.listen;

import org.jspecify.annotations.NullMarked;

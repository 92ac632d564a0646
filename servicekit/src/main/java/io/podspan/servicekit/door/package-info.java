/**
 * The door of every service: who calls, from where, and what may they. Closed unless opened.
 *
 * <p>Flow of a request: {@link io.podspan.servicekit.door.Doorkeeper} comes before everything else
 * on every port, sets headers for browsers and refuses what {@code request} refuses whoever asks;
 * {@link io.podspan.servicekit.door.TokenMechanism} finds the caller, by its token ({@code caller})
 * or by the cookie of a browser ({@code entrance}); {@link io.podspan.servicekit.door.AccessPolicy}
 * asks for the role; a resource may ask for a larger one by {@code @RolesAllowed}. Authentication
 * and authorization are those of quarkus-security.
 *
 * <p>Invariants: a change without a token changes nothing, also at an address that somebody adds
 * tomorrow. Reads without a token are answered on loopback only, unless configured. Every refusal
 * is a problem (RFC 9457) that says what to do; none has a token in it, no log has either.
 *
 * <p>Owner thread: the event loops; files are read on workers.
 */
@NullMarked
package io.podspan.servicekit.door;

import org.jspecify.annotations.NullMarked;

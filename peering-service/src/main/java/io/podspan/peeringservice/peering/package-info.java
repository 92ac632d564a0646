/**
 * What there is to know of clusters and of joining them, in plain Java.
 *
 * <p>Flow of a registration: an operator's {@link io.podspan.peeringservice.peering.Registration}
 * and a {@link io.podspan.peeringservice.peering.ClusterReading} of the live cluster go into {@link
 * io.podspan.peeringservice.peering.RegistrationDecision}. Flow of an interconnect: a request and a
 * {@link io.podspan.peeringservice.peering.Candidate} per cluster go into {@link
 * io.podspan.peeringservice.peering.Preflight}, which finds every reason against it, or for each
 * cluster the exact {@link io.podspan.peeringservice.peering.RouterChange} ({@link
 * io.podspan.peeringservice.peering.Planning}, {@link
 * io.podspan.peeringservice.peering.PeerFlags}).
 *
 * <p>Two packages build on this one: {@code rollout}, the engine that makes a change true, and
 * {@code intent}, the use cases and the ports that they need.
 *
 * <p>Invariants: immutable values and pure functions; no I/O, no clock, no framework. IPv4 only,
 * one AS number per interconnect (iBGP, RFC 4456).
 */
@NullMarked
package io.podspan.peeringservice.peering;

import org.jspecify.annotations.NullMarked;

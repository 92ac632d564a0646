/**
 * Clusters and how they are joined, in plain Java.
 *
 * <p>Registration: {@link io.podspan.peeringservice.peering.RegistrationDecision} decides from an
 * operator's {@link io.podspan.peeringservice.peering.Registration} and a {@link
 * io.podspan.peeringservice.peering.ClusterReading} of the live cluster.
 *
 * <p>Packages that build on this one, each on those before it: {@code router}, the port to the
 * drivers of routers; {@code preflight}, the checks and the plan of an interconnect; {@code
 * rollout}, the engine that makes a change true; {@code intent}, the use cases and the ports that
 * they need.
 *
 * <p>Invariants: immutable values and pure functions; no I/O, no clock, no framework; nothing knows
 * a kind of router. One AS number per interconnect (iBGP, RFC 4456).
 */
@NullMarked
package io.podspan.peeringservice.peering;

import org.jspecify.annotations.NullMarked;

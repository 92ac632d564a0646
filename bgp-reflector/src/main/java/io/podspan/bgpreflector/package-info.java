/**
 * The BGP route reflector: bytes and sessions on one side, routes and decisions on the other.
 *
 * <p>Packages point one way: {@code wire <- fsm | rib <- reflect <- speaker <- control | alone}.
 * Only {@code control} knows Quarkus; {@code alone} is the same engine as a process without it;
 * only {@code speaker} knows Netty channels and threads. An UPDATE takes two hand-overs: from the
 * I/O loop of its sender to the shard loop that owns the routes, and from there, encoded once, to
 * the I/O loops of its receivers.
 */
@NullMarked
package io.podspan.bgpreflector;

import org.jspecify.annotations.NullMarked;

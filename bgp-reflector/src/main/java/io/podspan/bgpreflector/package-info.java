/**
 * The BGP route reflector: bytes and sessions on one side, routes and decisions on the other.
 *
 * <p>Packages point one way: {@code fsm | rib <- reflect <- speaker <- assembly <- control |
 * alone}. The codec is a module of its own ({@code io.podspan.bgp.wire}). Only {@code control}
 * knows Quarkus; {@code alone} is the same engine as a process without it; only {@code speaker}
 * knows Netty channels and threads.
 *
 * <p>An UPDATE is handed over twice: from the I/O loop of its sender to the shard loop that owns
 * the routes, and from there, encoded once, to the I/O loops of its receivers. {@code
 * bgp-reflector/README.md} shows that path package by package.
 */
@NullMarked
package io.podspan.bgpreflector;

import org.jspecify.annotations.NullMarked;

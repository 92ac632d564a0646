/**
 * Expected, RIB and FIB: the comparison of what a node should have with what it has.
 *
 * <p>{@link io.podspan.routecollector.route.NodeTables} is what one look at a node gave: an {@link
 * io.podspan.routecollector.route.Answer} to each question. {@link
 * io.podspan.routecollector.route.Expectation} is what the intent asks of it. {@link
 * io.podspan.routecollector.route.Judgement} finds which routes are missing, and why, as values of
 * {@code io.podspan.events.reason.RouteReason}. Up to the router's table it asks {@link
 * io.podspan.routecollector.route.Walk}, the way in order: {@link
 * io.podspan.routecollector.route.OriginCheck} for the part before the reflector (by what is known
 * {@link io.podspan.routecollector.route.Elsewhere}), {@link
 * io.podspan.routecollector.route.SessionCheck} for the node's own session. From there on it asks
 * {@link io.podspan.routecollector.route.KernelCheck} for what the kernel does. {@link
 * io.podspan.routecollector.route.Observation} compares with what was {@link
 * io.podspan.routecollector.route.Known} before: the differences are the events.
 *
 * <p>Invariants: pure, without clock and I/O; the same tables of the same router twice give events
 * once; what cannot be read stays as it is known, except what the intent does not ask for any more;
 * a route that cannot be judged is neither there nor missing. Ports: {@link
 * io.podspan.routecollector.route.ClusterReader} and {@link
 * io.podspan.routecollector.route.NodeRecords}.
 */
@NullMarked
package io.podspan.routecollector.route;

import org.jspecify.annotations.NullMarked;

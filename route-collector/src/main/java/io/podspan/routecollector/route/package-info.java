/**
 * Expected, RIB and FIB: the comparison of what a node should have with what it has.
 *
 * <p>{@link io.podspan.routecollector.route.NodeTables} is what one look at a node gave. {@link
 * io.podspan.routecollector.route.Expectation} is what the intent asks of it. {@link
 * io.podspan.routecollector.route.Judgement} finds which routes are missing, and why, as values of
 * {@code io.podspan.events.reason.RouteReason}. {@link io.podspan.routecollector.route.Observation}
 * compares with what was {@link io.podspan.routecollector.route.Known} before: the differences are
 * the events.
 *
 * <p>Invariants: pure, without clock and I/O; the same tables twice give events once; a node that
 * cannot be read keeps what is known of it, except what the intent does not ask for any more.
 * Ports: {@link io.podspan.routecollector.route.ClusterReader} and {@link
 * io.podspan.routecollector.route.NodeRecords}.
 */
@NullMarked
package io.podspan.routecollector.route;

import org.jspecify.annotations.NullMarked;

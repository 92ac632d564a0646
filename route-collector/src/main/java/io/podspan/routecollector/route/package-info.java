/**
 * Expected, RIB and FIB: the comparison of what a node should have with what it has.
 *
 * <p>A {@link io.podspan.routecollector.route.Reading} is what one look at a node gave; an {@link
 * io.podspan.routecollector.route.Expectation} what the intent asks of it; {@link
 * io.podspan.routecollector.route.Judgement} finds what is missing and why; {@link
 * io.podspan.routecollector.route.Observation} compares with what was {@link
 * io.podspan.routecollector.route.Known} before, and so finds the events.
 *
 * <p>Invariants: pure, without clock and I/O; the same reading twice gives events once; a node that
 * cannot be read keeps what is known of it. Ports: {@link
 * io.podspan.routecollector.route.ClusterReader} and {@link
 * io.podspan.routecollector.route.NodeRecords}.
 */
@NullMarked
package io.podspan.routecollector.route;

import org.jspecify.annotations.NullMarked;

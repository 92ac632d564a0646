/**
 * One look at what a node does with packets to one address: its routes, its neighbour, its packet
 * filters, its counters and its clock. It reads, and sends a few pings; it changes nothing.
 *
 * <p>Flow: {@link io.podspan.routecollector.check.CheckScript} is what runs on the node, {@link
 * io.podspan.routecollector.check.Evidence} is what it printed, {@link
 * io.podspan.routecollector.check.Findings} is what is wrong, in the order in which a packet meets
 * it. All of this is pure; {@link io.podspan.routecollector.check.NodeLooker} is the port to the
 * node.
 *
 * <p>What could not be read is unknown, and never fine. The node may print anything: it is read
 * within bounds.
 */
@NullMarked
package io.podspan.routecollector.check;

import org.jspecify.annotations.NullMarked;

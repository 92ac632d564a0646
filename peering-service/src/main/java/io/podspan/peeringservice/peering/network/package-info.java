/**
 * What the nodes' own network says about an interconnect before anything restarts: whether each
 * node reaches the reflector, who listens on its BGP port, and which subnets it is in.
 *
 * <p>The measurements ({@link io.podspan.peeringservice.peering.network.NetworkProbe}) are made
 * outside of any transaction, in parallel and bounded in time. {@link
 * io.podspan.peeringservice.peering.network.NetworkLook} holds them, with what the reflectors say
 * of themselves. The checks of {@code preflight} judge it.
 *
 * <p>Invariants: what could not be measured is said so, never a block and never a pass; a node that
 * cannot be asked costs only its own answer.
 */
@NullMarked
package io.podspan.peeringservice.peering.network;

import org.jspecify.annotations.NullMarked;

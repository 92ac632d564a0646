/**
 * Cilium. The agent is asked by the {@code cilium-dbg} in its image. It prints what its API
 * answers, with path attributes as the octets of BGP (RFC 4271, section 4.3). What it learns it
 * never writes into the kernel, so nothing is expected of the kernels of its nodes.
 *
 * <p>Releases from 1.20 on have the shell of the agent besides, which prints the peers by instance,
 * with the same fields.
 */
@NullMarked
package io.podspan.routecollector.routers.cilium;

import org.jspecify.annotations.NullMarked;

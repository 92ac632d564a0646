/**
 * The wires of a lab: network namespaces, one bridge, addresses, routes of the hosts.
 *
 * <p>{@link io.podspan.lab.network.Topology} decides, in plain Java, which namespace has which
 * address. {@link io.podspan.lab.network.Fabric} builds that in the kernel, with one {@code ip
 * -batch} for all links and one short script in each namespace, and takes it down.
 *
 * <pre>
 *   host: ps-LAB .1 ---- bridge in podspan-LAB-fabric ---- eth0 of podspan-LAB-CLUSTER-n1 .11
 *                                                            | pod bridge, gateway of the /24
 *                                                            +-- eth0 of podspan-LAB-CLUSTER-n1-p1
 * </pre>
 *
 * <p>Invariants: everything that a lab makes in the kernel belongs to a namespace whose name starts
 * with {@code podspan-LAB-}. Any process can remove the lab by removing those namespaces. A node
 * has no default route: it reaches only what its router learned.
 *
 * <p>Owned by the calling thread. Nothing here keeps state in memory.
 */
@NullMarked
package io.podspan.lab.network;

import org.jspecify.annotations.NullMarked;

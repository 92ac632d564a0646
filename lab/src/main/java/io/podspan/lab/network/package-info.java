/**
 * The wires of a lab: network namespaces, one bridge, addresses, routes of the hosts.
 *
 * <p>{@link io.podspan.lab.network.Topology} decides, in plain Java, which namespace has which
 * address; {@link io.podspan.lab.network.Fabric} makes the kernel look so, with one {@code ip
 * -batch} for all links and one short script in each namespace, and takes it all down again.
 *
 * <pre>
 *   host: ps-LAB .1 ---- bridge in podspan-LAB-fabric ---- eth0 of podspan-LAB-CLUSTER-n1 .11
 *                                                            | pod bridge, gateway of the /24
 *                                                            +-- eth0 of podspan-LAB-CLUSTER-n1-p1
 * </pre>
 *
 * <p>Invariants: everything that a lab makes in the kernel hangs on a namespace whose name starts
 * with {@code podspan-LAB-}, so removing those namespaces removes the lab, whoever made it. A node
 * has no default route: what no router learned is unreachable.
 *
 * <p>Owned by the thread that calls; nothing here keeps state in memory.
 */
@NullMarked
package io.podspan.lab.network;

import org.jspecify.annotations.NullMarked;

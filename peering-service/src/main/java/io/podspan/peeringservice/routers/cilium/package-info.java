/**
 * Cilium: the BGP control plane of its agents, which follow objects while they run. No pod
 * restarts.
 *
 * <p>What Cilium does: its operator makes a CiliumBGPNodeConfig of each node that a
 * CiliumBGPClusterConfig selects. The first one that selects a node owns it; another one that
 * selects the same node is ignored there, and says so in a condition. What an agent learns it never
 * writes into the kernel: it announces only.
 *
 * <p>So there is one CiliumBGPClusterConfig of Podspan's in a cluster, {@code podspan}, and its
 * node selector grows and shrinks by a node at each node's turn ({@code ClusterConfigSteps}, ADR
 * 28):
 *
 * <pre>
 *          before the first node        each node's turn             after the last
 *  join    peer configs, advertisement  selected by its hostname     all nodes are selected
 *  leave                                selected no more             peer configs, advertisement go
 * </pre>
 *
 * <p>Flow: {@link io.podspan.peeringservice.routers.cilium.CiliumDriver} reads the objects ({@code
 * CiliumReading}), which plan a {@code PeeringChange}; {@code PeeringWrites} writes it.
 *
 * <p>Invariants: an object without our label is never changed or deleted; no node ever changes its
 * owner, so no session ends that is to stay. Secrets are named, and never read.
 */
@NullMarked
package io.podspan.peeringservice.routers.cilium;

import org.jspecify.annotations.NullMarked;

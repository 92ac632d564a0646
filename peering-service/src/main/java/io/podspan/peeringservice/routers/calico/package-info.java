/**
 * Calico: BIRD in a DaemonSet that follows BGPPeer and IPPool objects while it runs. No pod
 * restarts.
 *
 * <p>Flow: {@link io.podspan.peeringservice.routers.calico.CalicoDriver} reads the objects ({@code
 * ObjectReading}), which plan an {@code ObjectChange}: a BGPPeer per reflector, and a disabled
 * IPPool per pod CIDR of another cluster, which keeps Calico from masquerading traffic to it. One
 * BGPFilter of the cluster lets in what belongs to the clusters that it is joined with ({@code
 * FilterRules}). {@code ObjectWrites} writes it in three parts:
 *
 * <pre>
 *          before the first node           each node's turn      after the last
 *  join    pools, the filter, ClusterIPs   its own peer          one peer for all of theirs
 *  leave   a peer of each for that of all  its own peer goes     pools, filter, ClusterIPs go
 * </pre>
 *
 * <p>Invariants: an object without our label is never changed or deleted; at each point every node
 * that has the session has an object that makes it, and makes it under the same name in BIRD
 * ({@code PeerSteps}, ADR 22); of BGPConfiguration only the announced ClusterIPs are written, where
 * an interconnect asks for them ({@code ServiceWrites}, ADR 34).
 */
@NullMarked
package io.podspan.peeringservice.routers.calico;

import org.jspecify.annotations.NullMarked;

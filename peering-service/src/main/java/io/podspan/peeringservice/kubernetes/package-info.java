/**
 * The other side: cluster APIs, through the fabric8 client that {@code cluster-access} makes of a
 * reference to a kubeconfig.
 *
 * <p>{@link io.podspan.peeringservice.kubernetes.ClusterReader} reads what a cluster is; {@link
 * io.podspan.peeringservice.kubernetes.KubernetesRouters} hands changes to the driver that makes
 * them: {@link io.podspan.peeringservice.kubernetes.KubeRouterDriver} by flags of a DaemonSet and
 * pods that are deleted one at a time, {@link io.podspan.peeringservice.kubernetes.CalicoDriver} by
 * BGPPeers and disabled IPPools. Every call goes through {@link
 * io.podspan.peeringservice.kubernetes.ClusterCalls}, which turns each way to fail into a fault
 * that says what to do.
 *
 * <p>Invariants: a change looks at what is there first, so it may be repeated; patches are guarded
 * by tests (RFC 6902), deletions by the object's uid; what does not carry our label is not touched;
 * the update strategy from before is remembered on the DaemonSet itself and restored when no pod
 * would restart by it.
 */
@NullMarked
package io.podspan.peeringservice.kubernetes;

import org.jspecify.annotations.NullMarked;

/**
 * kube-router: GoBGP inside a DaemonSet, with its peers in flags of the container.
 *
 * <p>Flow: {@link io.podspan.peeringservice.routers.kuberouter.KubeRouterDriver} reads the flags
 * ({@code FlagReading}), which plan a {@code FlagChange} by {@code PeerFlags}. Applying it sets the
 * update strategy to OnDelete and patches the flags ({@code DaemonSetPatches}). Then the rollout
 * deletes the pods ({@code RouterPods}) one node at a time. Restoring gives the DaemonSet its own
 * update strategy back.
 *
 * <p>Invariants: patches begin with tests (RFC 6902); deletions name the pod's uid; no pod restarts
 * before its node's turn; the former update strategy is kept on the DaemonSet itself.
 */
@NullMarked
package io.podspan.peeringservice.routers.kuberouter;

import org.jspecify.annotations.NullMarked;

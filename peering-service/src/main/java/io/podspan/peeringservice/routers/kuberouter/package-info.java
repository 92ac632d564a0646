/**
 * kube-router: GoBGP inside a DaemonSet, with its peers in flags of the container or in annotations
 * of the nodes. It reads both at its start only, and annotations only if its flags name no peer.
 *
 * <p>Flow: {@link io.podspan.peeringservice.routers.kuberouter.KubeRouterDriver} reads flags and
 * annotations ({@code FlagReading}). {@code PeerPlan} says where the peers shall be and which: by
 * {@code PeerFlags}, by {@code PeerAnnotations}, or from one to the other. That is a {@code
 * FlagChange}. Applying it sets the update strategy to OnDelete and patches the flags ({@code
 * DaemonSetPatches}), after a dry run. Then the nodes have their turns ({@code RouterTurns}): their
 * annotations are written where the change has some ({@code AnnotatedNodes}), and their pods are
 * deleted ({@code RouterPods}). Restoring gives the DaemonSet its own update strategy back, and
 * takes annotations away whose peers are in flags now.
 *
 * <p>Invariants: patches begin with tests (RFC 6902); deletions name the pod's uid; no pod restarts
 * before its node's turn; the former update strategy is kept on the DaemonSet itself; a pod that
 * starts at any time finds its peers; no password is written to a node.
 */
@NullMarked
package io.podspan.peeringservice.routers.kuberouter;

import org.jspecify.annotations.NullMarked;

/**
 * Reaching clusters: from a reference in an event to a client, and from a client into a pod.
 *
 * <p>Flow: {@link io.podspan.events.AccessReference} names a kubeconfig in the credentials folder;
 * {@link io.podspan.clusteraccess.Credentials} reads and checks it; {@link
 * io.podspan.clusteraccess.ClusterClients} keeps one client per reference and makes a new one when
 * the file changed; {@link io.podspan.clusteraccess.PodExec} runs a command in a container.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Nothing outside the credentials folder is read, and no program is started because a
 *       kubeconfig asks for it.
 *   <li>No message, log line or {@code toString} holds what a kubeconfig holds, except names of
 *       contexts, users and clusters.
 *   <li>Every call ends: connecting takes 3 s at most, a request 10 s, a command what its caller
 *       allows.
 *   <li>All clients of one {@code ClusterClients} share one Vert.x instance, one serializer and one
 *       executor: a cluster costs its connections, not threads.
 * </ol>
 *
 * <p>All classes may be used by many threads; calls block and belong on virtual threads. Plain Java
 * on fabric8's client; the same inside Quarkus and outside it.
 */
@NullMarked
package io.podspan.clusteraccess;

import org.jspecify.annotations.NullMarked;

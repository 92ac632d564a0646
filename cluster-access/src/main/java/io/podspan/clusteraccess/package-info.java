/**
 * Reaching clusters: from a reference in an event to a client, and from a client into a pod.
 *
 * <p>Flow: {@link io.podspan.events.AccessReference} names a kubeconfig in the credentials folder;
 * {@link io.podspan.clusteraccess.Credentials} reads and checks it ({@code EncodedText} for its
 * encoding, {@code KubeconfigYaml} for its form, {@code Tls} for certificates and keys, {@code
 * Impersonation} for whom it acts for); {@link io.podspan.clusteraccess.ClusterClients} keeps one
 * client per reference and makes a new one when the file changed; {@link
 * io.podspan.clusteraccess.PodExec} runs a command in a container, {@link
 * io.podspan.clusteraccess.ExecStream} reads the lines of one that goes on; {@link
 * io.podspan.clusteraccess.ExecBudget} shares places for commands fairly; {@link
 * io.podspan.clusteraccess.CallFailure} says in words why a call failed.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No file outside the credentials folder is read. No program is started because a kubeconfig
 *       asks for it.
 *   <li>No message, log line or {@code toString} holds content of a kubeconfig, except the names of
 *       contexts, users and clusters.
 *   <li>What a kubeconfig says is carried over whole, or refused with the name of the field. What
 *       has two meanings is refused.
 *   <li>Every call ends: connecting after 3 s, a request after 10 s, a command after the time that
 *       its caller allows, a stream also after a silence.
 *   <li>Every answer is bounded by bytes, time and what it becomes in memory ({@code AnswerBound},
 *       {@code Documents}, {@code BoundedVertx}), and every list besides by its objects ({@link
 *       io.podspan.clusteraccess.ObjectList}). Beyond that the cluster is in error, and no other.
 *   <li>All clients of one {@code ClusterClients} share one Vert.x instance, one serializer and one
 *       executor: a cluster costs its connections, not threads.
 * </ol>
 *
 * <p>All classes may be used by many threads. Calls block and belong on virtual threads. The code
 * is plain Java on fabric8's client. {@link io.podspan.clusteraccess.ServiceClients} makes it a
 * bean of the Quarkus services; its annotations are all that this package knows of CDI.
 */
@NullMarked
package io.podspan.clusteraccess;

import org.jspecify.annotations.NullMarked;

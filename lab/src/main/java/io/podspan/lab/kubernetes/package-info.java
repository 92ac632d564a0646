/**
 * Real Kubernetes clusters on this machine: the port to the script {@code lab/kubernetes/rig}.
 *
 * <p>{@link io.podspan.lab.kubernetes.Rig} runs the script and reads what it prints; nothing else
 * in Java knows its commands. A rig is known by its id. It lives in network namespaces of its own,
 * and this machine reaches its API servers and nodes through one link, so that a Kubernetes client
 * in this JVM needs nothing but the kubeconfig. {@link io.podspan.lab.kubernetes.Rig#guard} has the
 * rig taken down when this process ends, however it ends.
 *
 * <p>Tests use {@code RealClusters} of this package in the test jar of this module:
 *
 * <pre>{@code
 * @ExtendWith(RealClusters.class)
 * class WatchKubernetesIT {
 *   @Test
 *   void aWatchGoesOn(RealClusters clusters) {
 *     KubernetesClient client = clusters.admin("paris");   // the cluster is made at its first use
 *     clusters.rig().ctl("paris", "get", "nodes");
 *   }
 * }
 * }</pre>
 *
 * <p>Such a class is called {@code *KubernetesIT}. The clusters paris and london (two nodes each,
 * kube-router 2.1.0 as shipped) are made once for all test classes of a JVM; a test leaves them as
 * it found them. A test may make another one by {@code rig.up}; {@code rig.calico} gives it Calico
 * in kube-router's place. Where root or the programs are missing, the class is skipped and says so;
 * with {@code PODSPAN_REQUIRE_KUBERNETES=true} it fails.
 *
 * <p>Threads: a rig may be used by several; its script does what must not run side by side one
 * after the other.
 */
@NullMarked
package io.podspan.lab.kubernetes;

import org.jspecify.annotations.NullMarked;

/**
 * The pods of clusters, through their Kubernetes APIs: listing by label, ping by exec.
 *
 * <p>Flow: {@link io.podspan.probeservice.kubernetes.KubernetesPods} lists the pods that carry
 * {@code podspan.io/probe=true} and runs {@link io.podspan.probeservice.kubernetes.PingScript} in
 * them; {@link io.podspan.probeservice.kubernetes.PingOutput} reads the output.
 *
 * <p>Invariants: exec goes into pods with that label only; the script is constant and its arguments
 * are a number and addresses; every answer of an API or a pod becomes a value of bounded size.
 *
 * <p>Rights in each cluster: list pods, get and create pods/exec.
 */
@NullMarked
package io.podspan.probeservice.kubernetes;

import org.jspecify.annotations.NullMarked;

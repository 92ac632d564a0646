/**
 * The pods of clusters, through their Kubernetes APIs: listing by label, ping by exec.
 *
 * <p>Flow: {@link io.podspan.probeservice.kubernetes.KubernetesPods} lists the pods that the {@link
 * io.podspan.probeservice.kubernetes.PodSelectors} take ({@code podspan.io/probe=true} where nobody
 * says otherwise) and runs {@link io.podspan.probeservice.kubernetes.PingScript} in them; {@link
 * io.podspan.probeservice.kubernetes.PingOutput} reads the output.
 *
 * <p>On demand {@link io.podspan.probeservice.kubernetes.KubernetesEnds} looks up what a name
 * stands for, and {@link io.podspan.probeservice.kubernetes.KubernetesPathPods} runs {@link
 * io.podspan.probeservice.kubernetes.MeasureScript} in one pod.
 *
 * <p>Invariants: exec goes into pods that a selector takes, and into pods that an operator names;
 * scripts are constant and their arguments are numbers, addresses and names; every answer of an API
 * or a pod becomes a value of bounded size.
 *
 * <p>Rights in each cluster: get and list pods, get nodes and services, list endpointslices, get
 * and create pods/exec.
 */
@NullMarked
package io.podspan.probeservice.kubernetes;

import org.jspecify.annotations.NullMarked;

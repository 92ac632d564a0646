/**
 * One lab cluster: its objects, and the few controllers that act on them.
 *
 * <p>{@link io.podspan.lab.cluster.ClusterObjects} fills the API with what an installed cluster
 * has. {@link io.podspan.lab.cluster.DaemonSetController} turns a DaemonSet into pods; {@link
 * io.podspan.lab.cluster.DaemonSetPlan} decides what to do next, from numbers and names only.
 * {@link io.podspan.lab.cluster.Kubelet} runs the pods: a router pod is a daemon, a workload pod is
 * a namespace. {@link io.podspan.lab.cluster.LabCluster} ties them to an API server.
 *
 * <p>Owned by the lab's control thread: the store's listeners only queue work for it. Flags are
 * read when a container starts, never later; custom resources of Calico and Cilium are followed all
 * the time.
 */
@NullMarked
package io.podspan.lab.cluster;

import org.jspecify.annotations.NullMarked;

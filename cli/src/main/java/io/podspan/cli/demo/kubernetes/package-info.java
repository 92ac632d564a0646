/**
 * The demo on two real clusters: {@code podspan demo --kubernetes}.
 *
 * <p>{@link io.podspan.cli.demo.kubernetes.KubernetesDemo} makes the rig's clusters paris and
 * london, gives Podspan kubeconfigs of exactly the needed rights, starts the services, declares the
 * interconnect, and waits until pings of its own say that every pair of pods is reachable. Then it
 * runs the stages: {@link io.podspan.cli.demo.kubernetes.NodeJoins}, {@link
 * io.podspan.cli.demo.kubernetes.NodeLeaves}, {@link io.podspan.cli.demo.kubernetes.RouterRestarts}
 * and {@link io.podspan.cli.demo.kubernetes.ReflectorDies}; with {@code --thorough} also {@link
 * io.podspan.cli.demo.kubernetes.ReflectorHangs}, {@link io.podspan.cli.demo.kubernetes.FlagsGo}
 * and those of {@link io.podspan.cli.demo.kubernetes.ThirdCluster}; with {@code --kills} {@link
 * io.podspan.cli.demo.kubernetes.PeeringDies}. Each gives a {@link
 * io.podspan.cli.demo.kubernetes.Figure}: what was measured, and whether it is as it must be. A
 * stage that fails does not stop the next one.
 *
 * <p>The command runs in the rig's network, so that the services reach API servers and nodes. What
 * only a machine can do (add a node, enter a pod) goes through {@link
 * io.podspan.lab.kubernetes.Rig}; everything else goes over the public API.
 *
 * <p>Invariants: reachability and losses are pings in the pods' own namespaces, 20 ms apart; the
 * rig is taken down at the end, also when this process is killed; one thread runs the stages.
 */
@NullMarked
package io.podspan.cli.demo.kubernetes;

import org.jspecify.annotations.NullMarked;

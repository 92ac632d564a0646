/**
 * The routers of lab nodes: real daemons from Debian's packages, set up as the CNIs that use the
 * same engines.
 *
 * <p><b>kube-router style</b>: {@link io.podspan.lab.router.KubeRouterFlags} reads the container's
 * arguments as kube-router does, {@link io.podspan.lab.router.GobgpConfig} turns them into a
 * configuration (full mesh, own pod CIDR only, no transit), {@link
 * io.podspan.lab.router.GobgpRouter} runs gobgpd, and {@link io.podspan.lab.router.RouteInjector}
 * copies its best paths into the kernel with protocol 17, as kube-router's route injection does.
 *
 * <p><b>Calico style</b>: {@link io.podspan.lab.router.CalicoPeers} selects the custom resources of
 * a node, {@link io.podspan.lab.router.BirdConfig} writes the configuration, and {@link
 * io.podspan.lab.router.BirdRouter} runs bird, which applies changes without a restart and fills
 * the kernel itself.
 *
 * <p><b>Cilium style</b>: {@code CiliumOperator} of the cluster makes a node's configuration of
 * custom resources, {@link io.podspan.lab.router.CiliumInstance} reads it as an agent does, and
 * {@link io.podspan.lab.router.CiliumRouter} runs gobgpd while there is an instance. Nothing that
 * it learns gets into the kernel. Its {@code cilium-dbg} prints gobgpd's answers as Cilium does.
 *
 * <p>Threads: routers are started and stopped by the lab's control thread; each kube-router style
 * one has a virtual thread that reads its best paths and one that writes them to the kernel.
 *
 * <p>Known differences from the real ones: gobgpd 3.10 waits 5 to 9 seconds before it connects
 * (kube-router's newer engine 1 to 2), so the other end should connect; there are no tunnels, so a
 * next hop outside the nodes' subnet is never installed.
 */
@NullMarked
package io.podspan.lab.router;

import org.jspecify.annotations.NullMarked;

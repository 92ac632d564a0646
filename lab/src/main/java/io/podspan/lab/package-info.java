/**
 * The lab: clusters on one Linux machine, out of network namespaces, with real routers, real kernel
 * routes and real pings. Only the Kubernetes API is simulated.
 *
 * <p>{@link io.podspan.lab.LabSpec} is the plan; {@link io.podspan.lab.Lab#up} builds it and {@link
 * io.podspan.lab.Lab#down} removes it; {@link io.podspan.lab.LabCommand} is the command for people.
 * Arrows: {@code network <- api <- router <- cluster <- lab}.
 *
 * <pre>
 *   Lab --- Fabric (namespaces, cables)            one per lab
 *    |----- Vert.x, one event loop                 all API servers
 *    |----- control thread                         all controllers and kubelets
 *    +----- LabCluster --- ObjectStore, ApiServer, DaemonSetController, Kubelet --- Router per node
 * </pre>
 *
 * <p>Invariants: all that a lab makes in the kernel belongs to namespaces called {@code
 * podspan-LAB-*}, so any process can remove it after a crash ({@link io.podspan.lab.Lab#cleanUp});
 * all its files are in its data folder; its bridge names the process that runs it.
 */
@NullMarked
package io.podspan.lab;

import org.jspecify.annotations.NullMarked;

/**
 * The lab: clusters on one Linux machine, out of network namespaces, with real routers, real kernel
 * routes and real pings. Only the Kubernetes API is simulated.
 *
 * <p>{@link io.podspan.lab.LabSpec} is the plan; {@link io.podspan.lab.Lab#up} makes it real and
 * {@link io.podspan.lab.Lab#down} takes it away; {@link io.podspan.lab.LabCommand} is the same for
 * people. Arrows: {@code network <- api <- router <- cluster <- lab}.
 *
 * <pre>
 *   Lab --- Fabric (namespaces, cables)            one per lab
 *    |----- Vert.x, one event loop                 all API servers
 *    |----- control thread                         all controllers and kubelets
 *    +----- LabCluster --- ObjectStore, ApiServer, DaemonSetController, Kubelet --- Router per node
 * </pre>
 *
 * <p>Invariants: a lab's traces in the kernel all hang on namespaces called {@code podspan-LAB-*},
 * so whoever finds them after a crash can remove them ({@link io.podspan.lab.Lab#cleanUp}); its
 * files are all in its data folder; the process that runs it is written on its bridge.
 */
@NullMarked
package io.podspan.lab;

import org.jspecify.annotations.NullMarked;

/**
 * Cluster APIs: what all kinds of routers have in common. The fabric8 client comes from {@code
 * cluster-access}, made from a reference to a kubeconfig.
 *
 * <p>{@link io.podspan.peeringservice.kubernetes.ClusterReader} reads what a cluster is: nodes and
 * CIDRs from Kubernetes, the rest from the drivers. Every call goes through {@link
 * io.podspan.peeringservice.kubernetes.ClusterCalls}, which turns each failure into a fault that
 * says what to do.
 *
 * <p>Invariant: nothing in here knows a kind of router. The packages below {@code routers} build on
 * this one.
 */
@NullMarked
package io.podspan.peeringservice.kubernetes;

import org.jspecify.annotations.NullMarked;

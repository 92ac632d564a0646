/**
 * What differs between an interconnect as it is wanted and as it is rolled out, and what has to be
 * done about it.
 *
 * <p>{@link io.podspan.peeringservice.peering.change.RolledOut} reads from the rollouts of an
 * interconnect which peerings each cluster has. {@link
 * io.podspan.peeringservice.peering.change.Changeover} holds that against what is wanted, and says
 * one {@link io.podspan.peeringservice.peering.change.ClusterStep} for each cluster and what is
 * still leaving. {@link io.podspan.peeringservice.peering.change.SharedReflectors} says which
 * former peerings stay in the routers all the same, because other interconnects need them. The
 * changeover is asked when an interconnect is changed, when a rollout of it has ended, and when a
 * stopped one is tried again. Asked again with the same, it says the same, so it may be asked after
 * a crash.
 *
 * <p>Pure: no I/O, no clock, no thread of its own.
 *
 * <p>Invariants: as long as two clusters stay joined, there is a reflector at each time that both
 * peer with on all nodes. So a reflector is given up in the same restart only where another one
 * carries all clusters already; otherwise the new one is added everywhere first. A reflector keeps
 * the peers of a cluster, and an interconnect its reflectors, until no node can have a session.
 */
@NullMarked
package io.podspan.peeringservice.peering.change;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps registered clusters current.
 *
 * <p>{@link io.podspan.peeringservice.follow.ClusterFollowers} runs one loop per cluster on the
 * replica that has the lease. A loop waits for the watch to ring, gathers what rings within a
 * moment, reads the cluster again and stores what is different. {@code Clusters} tells of it in the
 * same transaction. Then {@code DriftWatch} looks whether what rollouts wrote there is there still.
 *
 * <p>Owner threads: {@code cluster-followers} holds the lease and starts and ends loops; each
 * cluster has a virtual thread of its own. A cluster that cannot be reached delays no other.
 *
 * <p>Invariants: what could not be read changes nothing; a reading that is older than the stored
 * one changes nothing, so two replicas that both believe they have the lease do no harm.
 */
@NullMarked
package io.podspan.peeringservice.follow;

import org.jspecify.annotations.NullMarked;

/**
 * What is checked before clusters are joined, and what joining them changes.
 *
 * <p>Flow: a {@link io.podspan.peeringservice.peering.preflight.Candidate} per cluster holds what
 * its API says now. {@link io.podspan.peeringservice.peering.preflight.Preflight} puts them into a
 * {@link io.podspan.peeringservice.peering.preflight.Proposal} and gives it to each {@link
 * io.podspan.peeringservice.peering.preflight.Check} of its list. Each answers with {@link
 * io.podspan.peeringservice.peering.preflight.Finding}s. If none blocks there is a {@link
 * io.podspan.peeringservice.peering.preflight.ClusterPlan} per cluster.
 *
 * <p>Invariants: pure, everything was read before; every check runs, also after one fails; a check
 * knows no kind of router.
 */
@NullMarked
package io.podspan.peeringservice.peering.preflight;

import org.jspecify.annotations.NullMarked;

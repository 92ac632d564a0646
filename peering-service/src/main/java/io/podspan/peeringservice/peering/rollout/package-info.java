/**
 * The engine that changes a cluster's routers node by node.
 *
 * <p>A {@link io.podspan.peeringservice.peering.rollout.Rollout} is a persisted state machine. Its
 * owner, one virtual thread, turns in a circle: {@link
 * io.podspan.peeringservice.peering.rollout.RolloutMachine} says from the state what to do, the
 * owner does it through a port, the machine says from the outcome what the next state is and what
 * became true, and both are kept in one transaction before the circle goes on. So a service that
 * stops anywhere goes on from what is kept: each action looks at the cluster first and may be done
 * twice.
 *
 * <pre>
 *  AwaitingReflectors -> Preparing -> Applying -> Checking -> Restarting -> Gating -+-> Restoring -> Completed
 *                           ^------------'           ^----------- next node --------'
 *  a failure turns a join round: Applying (reversed) -> Checking -> Restarting -> ... -> Restoring -> RolledBack
 * </pre>
 *
 * <p>Owner threads: one per rollout ({@link
 * io.podspan.peeringservice.peering.rollout.RolloutOwners}); clusters roll in parallel, the nodes
 * of one cluster one after the other. Owners that wait are woken by {@link
 * io.podspan.peeringservice.peering.rollout.RolloutBell} when something is heard.
 *
 * <p>Invariants: at most one node of a cluster is without its router because of us; no later node
 * is touched after a failure; a session counts only if it came up after the restart; saving fails
 * when somebody else moved the rollout on.
 */
@NullMarked
package io.podspan.peeringservice.peering.rollout;

import org.jspecify.annotations.NullMarked;

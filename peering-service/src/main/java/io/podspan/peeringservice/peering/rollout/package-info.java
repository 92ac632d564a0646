/**
 * The engine that changes a cluster's routers node by node.
 *
 * <p>A {@link io.podspan.peeringservice.peering.rollout.Rollout} is a persisted state machine. Its
 * owner is one virtual thread. It repeats three steps: {@link
 * io.podspan.peeringservice.peering.rollout.RolloutMachine} says from the state what to do; the
 * owner does it through a port; the machine says from the outcome what the next state is and what
 * became true. State and facts are saved in one transaction before the next step. What the gates of
 * its nodes wait for is saved once a second at most: whoever goes on finds it by a look. After a
 * stop at any point, the service goes on from what was saved: each action looks at the cluster
 * first and may be done twice. A time limit that began before begins anew with who takes over
 * ({@link io.podspan.peeringservice.peering.rollout.Moment}).
 *
 * <pre>
 *  AwaitingReflectors -> Preparing -> Applying -> Rolling -> Restoring -> Completed
 *                           ^------------'
 *  a failure of a join: Applying (the former configuration) -> Rolling -> Restoring -> RolledBack
 *
 *  each node under way while Rolling: Checking -> Restarting -> Gating -> verified
 *                                             '-> Changing ---^
 * </pre>
 *
 * <p>A rollout keeps the {@link io.podspan.peeringservice.peering.rollout.RolloutPolicy} that it
 * was created with. The policy says how many nodes may be under way at once, one by default.
 *
 * <p>Pure: the machine, {@link io.podspan.peeringservice.peering.rollout.NodeTransitions} for one
 * node, {@link io.podspan.peeringservice.peering.rollout.RolloutCourse} for order, failure and end,
 * and {@link io.podspan.peeringservice.peering.rollout.Gates}.
 *
 * <p>Owner threads: one per rollout ({@link
 * io.podspan.peeringservice.peering.rollout.RolloutOwners}). Clusters roll in parallel. {@link
 * io.podspan.peeringservice.peering.rollout.RolloutBell} wakes owners that wait when a report
 * arrives.
 *
 * <p>Invariants: at most one rollout of a cluster is under way, from its first write to its end,
 * and others wait before theirs; never more nodes under way than the policy allows; no further node
 * is touched after a failure; a session, an announcement or a look at the node counts only if we
 * heard of it after the restart, by our own order of receipt; a node whose routes cannot be read
 * does not pass silently; a save fails when another writer moved the rollout on.
 */
@NullMarked
package io.podspan.peeringservice.peering.rollout;

import org.jspecify.annotations.NullMarked;

/**
 * Which replica drives the rollouts.
 *
 * <p>{@link io.podspan.peeringservice.drive.RolloutKeeper} holds the lease on all rollouts, and
 * gives each that has not ended an owner. A replica without the lease drives none; it looks each
 * second whether the lease is free.
 *
 * <p>Owner thread: {@code rollout-keeper}.
 *
 * <p>Invariants: an owner acts only while its {@link io.podspan.peeringservice.drive.Term} lasts.
 * The term is counted by this process' own clock from before the lease was asked for, and ends
 * before the lease does. An owner that slept too long finds its term over, and does nothing; what
 * it wants to save then is refused, because another replica moved the rollout on.
 */
@NullMarked
package io.podspan.peeringservice.drive;

import org.jspecify.annotations.NullMarked;

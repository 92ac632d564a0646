/**
 * What somebody else changed of what rollouts wrote, and what is done about it.
 *
 * <p>Between rollouts, a driver's {@link io.podspan.peeringservice.peering.router.Standing} says
 * what is not as it was written. {@link io.podspan.peeringservice.peering.drift.DriftDecision}
 * holds that against what was seen before ({@link
 * io.podspan.peeringservice.peering.drift.DriftState}): what is new is told once, what is gone is
 * told too, and what may be done is a {@link io.podspan.peeringservice.peering.drift.Reaction}.
 * Where the interconnect says {@code onDrift: heal}, and its last rollout there has completed, a
 * rollout writes it again, as often within an hour as the cluster's {@link
 * io.podspan.peeringservice.peering.drift.HealingLimit} says.
 *
 * <p>Pure: no I/O, no clock, no thread of its own. {@code intent.DriftWatch} reads, asks, keeps and
 * tells.
 *
 * <p>Invariants: what could not be read is neither drift nor its end. Nothing is looked at while a
 * rollout of the cluster has not ended: what it writes is no drift.
 */
@NullMarked
package io.podspan.peeringservice.peering.drift;

import org.jspecify.annotations.NullMarked;

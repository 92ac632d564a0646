/**
 * The conditions of interconnects, and what they follow from.
 *
 * <p>{@link io.podspan.peeringservice.peering.conditions.Observations} holds the latest report of
 * every other service. {@link io.podspan.peeringservice.peering.conditions.DeclaredIntent} tells
 * which report belongs to which interconnect. {@link
 * io.podspan.peeringservice.peering.conditions.Conditions} works the conditions out of both, with
 * one class per condition.
 *
 * <p>Pure, except for the two ports. This is the only place in Podspan that works conditions out.
 *
 * <p>Invariants: only what belongs to an interconnect counts for it; what could not be found out is
 * UNKNOWN, never FALSE or TRUE.
 */
@NullMarked
package io.podspan.peeringservice.peering.conditions;

import org.jspecify.annotations.NullMarked;

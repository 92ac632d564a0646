/**
 * How an operator wants an interconnect rolled out: which nodes go first, how many at a time, when,
 * and what a failure leads to.
 *
 * <p>A {@link io.podspan.peeringservice.peering.strategy.Strategy} is a part of an interconnect.
 * Each rollout keeps the one that it was created with. Package {@code rollout} works it out for the
 * nodes of a cluster.
 *
 * <p>Owner thread: none. All values are immutable, and all methods are pure.
 */
@NullMarked
package io.podspan.peeringservice.peering.strategy;

import org.jspecify.annotations.NullMarked;

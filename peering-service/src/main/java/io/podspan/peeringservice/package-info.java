/**
 * peering-service: owns the intent (clusters, interconnects) and makes it true (rollouts).
 *
 * <p>{@code api}, {@code store}, {@code events} and {@code kubernetes} know {@code peering}; it
 * knows none of them. This package holds what puts them together: wiring, configuration, start and
 * stop.
 */
@NullMarked
package io.podspan.peeringservice;

import org.jspecify.annotations.NullMarked;
